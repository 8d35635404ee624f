using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

/// <summary>Knows how to do one type of job.</summary>
internal interface IJobRunner
{
    /// <summary>The <c>job_type</c> it does.</summary>
    string JobType { get; }

    /// <summary>
    /// Does the job and marks it complete in its last transaction. It may be killed at any point and started again from the beginning, by another process,
    /// so every step can be repeated.
    /// </summary>
    /// <exception cref="JobRefusedException">It cannot be done, however often it is tried.</exception>
    /// <exception cref="LeaseLostException">Another worker has it, or it was canceled.</exception>
    Task RunAsync(LeasedJob job, CancellationToken ct);

    /// <summary>Says in the domain's tables that the job will not be done, in the transaction that says so of the job.</summary>
    Task GiveUpAsync(ScopedTransaction tx, LeasedJob job, string code, string sentence);
}

/// <summary>The job cannot be done: trying again would end the same way.</summary>
internal sealed class JobRefusedException(string code, string sentence, Exception? innerException = null) : Exception(sentence, innerException)
{
    public string Code { get; } = code;
}

/// <summary>The worker's lease has passed to another, or the job was canceled: what it holds must not be committed.</summary>
internal sealed class LeaseLostException : Exception;
