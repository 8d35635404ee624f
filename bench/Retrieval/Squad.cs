using System.Text.Json;

namespace TwinPlatform.Retrieval;

/// <summary>SQuAD 2.0: articles of paragraphs with questions, some of which the paragraph answers.</summary>
internal sealed record Squad(IReadOnlyList<Squad.Article> Data)
{
    private static readonly JsonSerializerOptions SnakeCase = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Squad Load(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<Squad>(file, SnakeCase) ?? throw new InvalidDataException($"{path} is empty.");
    }

    internal sealed record Article(string Title, IReadOnlyList<Paragraph> Paragraphs);

    internal sealed record Paragraph(string Context, IReadOnlyList<Question> Qas);

    internal sealed record Question([property: System.Text.Json.Serialization.JsonPropertyName("question")] string Text, bool IsImpossible, IReadOnlyList<Answer> Answers);

    internal sealed record Answer(string Text, int AnswerStart);
}
