using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Jobs;

internal static class JobsEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var job = routes.MapGroup("/v1/jobs/{jobId:guid}").WithTags("Jobs");
        job.MapGet("", GetJob.Handle).RequireScope(Scopes.SourcesRead).WithName("getJob").WithSummary("Show how far a job is");
    }
}
