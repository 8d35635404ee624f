using TwinPlatform.Contracts;

namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

/// <summary>A job in this worker's hands.</summary>
/// <param name="TenantId">Whose job; the work is done as this tenant.</param>
/// <param name="JobId">The job.</param>
/// <param name="TwinId">The twin it is about.</param>
/// <param name="SourceId">The source it is about.</param>
/// <param name="JobType">What is to be done.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="LeaseToken">The fence: what the worker commits must still find this token on the job.</param>
internal sealed record LeasedJob(TenantId TenantId, Guid JobId, TwinId TwinId, Guid? SourceId, string JobType, int Attempt, Guid LeaseToken);
