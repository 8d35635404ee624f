using System.Collections.Frozen;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>Words that are frequent in English whatever the subject.</summary>
/// <remarks>
/// A small knowledge base makes them look rare: its three mentions of "last" and "time" would meet most of "when was the last time anyone was on the moon".
/// Meeting them is therefore weak evidence that the question was met.
/// </remarks>
internal static class CommonWords
{
    private static readonly FrozenSet<uint> Indices = """
        ability able accept according account across act action active actual add age ago agree air allow almost alone along already although always among amount
        animal another answer anyone anything appear area around arrive art ask attack available average award away back bad base battle beautiful became become
        begin behind believe belong best better big bill bit black blood blue board body book born bottom box boy break bring brother brown build building business
        buy call came cannot capital car care carry case cast cause center central century certain chance change chapter character charge child children choose
        church city class clear close club coach code cold color come common company compare complete consider contain continue control cost could country couple
        course court cover create created culture cup current cut daily dark data date daughter day dead deal death decide deep describe design develop die
        difference different direct director discover doctor dog done door draw drive drop due early earth east easy eat effect eight either election else
        email end energy enough enter entire episode establish etc even event ever every everyone everything example exist expect explain eye face fact fall
        family famous far fast father feature feel feet female field fight figure fill film final find finger finish fire first fish five fly follow food foot
        football force form former found four free friend front full function game gave general get girl give given go goal god gold good got government grand great
        green ground group grow guy hair half hall hand happen hard head hear heart heat held help high history hit hold home hope horse hot hour house
        however human hundred husband idea important include increase industry inside instead international island issue itself job join judge jump keep kid kill kind king know known
        lady land language large last late later law lead leader league learn leave led left leg legal length less let letter level life light like likely line
        list listen little live local located location long longer look lose lost lot love low lyric made main major make male man manage map mark market marry
        match material matter maybe mean meaning measure meet member men might mile military million mind minute miss modern moment money month moon morning mother
        mountain mouth move movie much music must name nation national natural near need never new news next night nine north nothing number occur offer office
        official often oil old one online open order origin original others outside owner page paint paper parent part party pass past pay peace
        people per percent perform period person phone picture piece place plan plant play player point police popular population position possible power present
        president price process produce product program protect provide public pull purpose push put queen question quick race radio rank rate rather reach read
        real really reason receive record red refer region relate release remain remember report represent require rest result return rich right rise river road
        rock role room round rule run sale same save say school score sea season seat second see seem sell send series serve service set seven several shape
        share ship shoot short show side sign similar simple since sing singer single sister sit six size sleep small social some someone something sometimes son
        song soon sound source south space speak special sport stand star start state stay step still stop store story street strong study subject success sun
        support sure system table take talk tax teach team tell ten term test text thing think third though thought thousand three throw time title today together
        took top total toward town trade train travel tree trial true try turn tv two type unit united upon use used usually value version video view visit
        voice vote wait walk wall want war watch water way wear week well went west white whole wide wife win window winner without woman word work world write
        written wrong year yes yet young
        """
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => Lexeme.Of(word).WordIndex)
        .ToFrozenSet();

    /// <summary>Whether the word channel's term is one of them.</summary>
    public static bool Contain(uint wordIndex) => Indices.Contains(wordIndex);
}
