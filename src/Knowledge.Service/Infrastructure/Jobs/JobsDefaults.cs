namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

internal static class JobsDefaults
{
    public static void AddJobWorker(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<JobBell>();
        builder.Services.AddSingleton<JobLease>();
        builder.Services.AddHostedService<JobWorker>();
    }
}
