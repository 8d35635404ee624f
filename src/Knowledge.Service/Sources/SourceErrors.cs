using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>Every way this domain says no. Refusals found later, while reading the file, stand on the source and its job.</summary>
internal static class SourceErrors
{
    public static ProblemHttpResult NotFound => Problem.NotFound("source.not_found", "No such source. Check its id, and that this key may reach its twin.");

    public static ProblemHttpResult FileMissing =>
        Problem.BadRequest("source.file_missing", "Send the file as form field \"file\" (multipart/form-data), or a text as JSON: {\"title\": …, \"text\": …}.");

    public static ProblemHttpResult SeveralFiles => Problem.BadRequest("source.several_files", "Send one file per request.");

    public static ProblemHttpResult UnknownFormField => Problem.BadRequest("request.unknown_field", "The form has a field other than \"file\" and \"title\".");

    public static ProblemHttpResult FileEmpty => Problem.BadRequest("source.empty", "The file is empty. Send one with text in it.");

    public static ProblemHttpResult TextEmpty => Problem.BadRequest("source.empty", "\"text\" is empty. Send some text.");

    public static ProblemHttpResult FileTooLarge => Problem.Of(
        StatusCodes.Status413PayloadTooLarge, "request.too_large", $"The file is larger than {SourcesDefaults.MaxFileBytes / 1024 / 1024} MB. Split it.");

    public static ProblemHttpResult TitleInvalid => Problem.BadRequest("source.title_invalid", "\"title\" must have 1 to 500 characters.");

    public static ProblemHttpResult FormInvalid => Problem.BadRequest("request.invalid_form", "The form could not be read. Send it as multipart/form-data with a correct boundary.");

    public static ProblemHttpResult NotUnicode => Problem.BadRequest("request.invalid_text", "A text contains a NUL character or half a surrogate pair, which is no Unicode text.");
}
