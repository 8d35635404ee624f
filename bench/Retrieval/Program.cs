using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TwinPlatform.Knowledge.Retrieval.Ranking;
using TwinPlatform.Retrieval;

// Measures the model-free retrieval: dotnet run -c Release --project bench/Retrieval -- <folder with squad2/ and nq-open/>
// "ratio" is ours / reference; the reference figures are other people's lexical systems or the best of our own earlier experiments on the same files.
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: Retrieval <data folder>");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var squad = Squad.Load(Path.Combine(folder, "squad2", "cs224n-dev-v2.0.json"));
var offTopic = File.ReadLines(Path.Combine(folder, "nq-open", "NQ-open.dev.jsonl"))
    .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("question").GetString()!)
    .Where((_, number) => number % 4 == 0)
    .ToList();

var watch = Stopwatch.StartNew();
var byVector = new Tally();
var reranked = new Tally();
var quoteOfOne = new Rate();
var quoteOfThree = new Rate();
var answerable = new List<double>();
var unanswerable = new List<double>();
var probes = new List<double>();
var nonZeros = new List<int>();
var asked = 0;

for (var a = 0; a < squad.Data.Count; a++)
{
    var article = squad.Data[a];
    var twin = new Twin(article.Title, article.Paragraphs.Select(paragraph => paragraph.Context));
    nonZeros.AddRange(twin.Vectors.Select(vector => vector.Count));

    foreach (var paragraph in article.Paragraphs)
        foreach (var question in paragraph.Qas)
        {
            var (ranking, found) = twin.Ask(question.Text);
            asked++;
            (question.IsImpossible ? unanswerable : answerable).Add(ranking.Evidence.Confidence);
            if (question.IsImpossible)
                continue;

            byVector.Add(found, paragraph.Context);
            reranked.Add(ranking.Passages.Select(passage => passage.Passage.Content), paragraph.Context);
            quoteOfOne.Add(Holds(ranking.BestSentences(1), question));
            quoteOfThree.Add(Holds(ranking.BestSentences(3), question));
        }

    for (var q = a; q < offTopic.Count; q += squad.Data.Count)
    {
        probes.Add(twin.Ask(offTopic[q]).Ranking.Evidence.Confidence);
        asked++;
    }
}

Console.WriteLine($"SQuAD 2.0, twin = article: {squad.Data.Count} twins, {answerable.Count} answerable questions, {watch.Elapsed.TotalMilliseconds / asked:F2} ms per question");
Console.WriteLine($"non-zeros per passage: median {nonZeros.Order().ElementAt(nonZeros.Count / 2)}, most {nonZeros.Max()}");
Report("R@1, vectors (BM25 .835)", byVector.AtOne, .835);
Report("R@5, vectors (BM25 .959)", byVector.AtFive, .959);
Report("MRR, vectors (BM25 .892)", byVector.MeanReciprocalRank, .892);
Report("R@1, reranked (goal .86)", reranked.AtOne, .86);
Report("R@5, reranked (goal .968)", reranked.AtFive, .968);
Report("MRR, reranked (.910)", reranked.MeanReciprocalRank, .910);
Report("1 sentence quoted holds the answer (.789)", quoteOfOne.Share, .789);
Report("3 sentences quoted hold the answer (.909)", quoteOfThree.Share, .909);

foreach (var allowed in (double[])[.05, .01])
{
    var threshold = probes.OrderDescending().ElementAt((int)(allowed * probes.Count));
    Report($"answered at {allowed:P0} of off-topic, threshold {threshold:F3}", Above(answerable, threshold), allowed > .01 ? .968 : .903);
    Console.WriteLine($"    adversarial unanswerable questions answered: {Above(unanswerable, threshold):F3}");
}

Console.WriteLine($"at the default threshold {AnswerGate.DefaultThreshold}: answerable {Above(answerable, AnswerGate.DefaultThreshold):F3}, "
    + $"off-topic {Above(probes, AnswerGate.DefaultThreshold):F3}, adversarial {Above(unanswerable, AnswerGate.DefaultThreshold):F3}");
return 0;

static bool Holds(IReadOnlyList<QuotableSentence> sentences, Squad.Question question) => sentences.Any(quoted =>
    question.Answers.Any(answer => quoted.Passage.Passage.Content[quoted.Sentence.Start..quoted.Sentence.End].Contains(answer.Text, StringComparison.OrdinalIgnoreCase)));

static double Above(List<double> values, double threshold) => (double)values.Count(value => value > threshold) / values.Count;

static void Report(string what, double ours, double reference) => Console.WriteLine($"{what,-56} {ours:F3}   ratio {ours / reference:F3}");
