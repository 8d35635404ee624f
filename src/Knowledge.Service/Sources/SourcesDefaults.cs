using Microsoft.AspNetCore.Server.Kestrel.Core;
using TwinPlatform.Knowledge.Infrastructure.Jobs;

namespace TwinPlatform.Knowledge.Sources;

internal static class SourcesDefaults
{
    /// <summary>The largest file that is taken, in bytes. The gateway's limit on requests is a form's width above it.</summary>
    public const int MaxFileBytes = 50 * 1024 * 1024;

    public static void AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxFileBytes + (128 * 1024));
        builder.Services.AddSingleton<IJobRunner, RemoveSource>();
    }
}
