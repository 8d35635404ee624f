using Microsoft.Extensions.Options;

namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>Keeps what all namespaces take in memory under one limit: those that nobody has asked for the longest make room. Nothing is lost, PostgreSQL has it.</summary>
/// <remarks>Room is reserved before it is taken. The figures are estimates; they leave out what a request needs while it runs.</remarks>
internal sealed class MemoryBudget(IOptions<VectorsOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<VectorNamespace, Share> _shares = [];
    private readonly long _limit = options.Value.MemoryBudgetMb * 1024L * 1024;
    private long _total;
    private long _uses;

    /// <summary>Makes room for what a namespace is about to take. It stays, and others cannot push it out, until <see cref="Keep"/>, <see cref="Settle"/> or <see cref="Release"/>.</summary>
    /// <param name="owner">The namespace.</param>
    /// <param name="bytes">All that it will take then.</param>
    /// <exception cref="NamespaceTooLargeException">It would not fit if it were alone.</exception>
    /// <exception cref="MemoryBusyException">It does not fit beside those that are being written or loaded in this moment.</exception>
    public void Reserve(VectorNamespace owner, long bytes)
    {
        if (bytes > _limit)
            throw new NamespaceTooLargeException(bytes, _limit);

        lock (_lock)
        {
            while (_total - BytesOf(owner) + bytes > _limit)
            {
                EvictOneBeside(owner);
            }

            Set(owner, new Share(bytes, ++_uses, IsBusy: true));
        }
    }

    /// <summary>Says what a namespace takes that is loaded now.</summary>
    public void Keep(VectorNamespace owner, long bytes)
    {
        lock (_lock)
            Set(owner, new Share(bytes, ++_uses, IsBusy: false));
    }

    /// <summary>As <see cref="Keep"/>, unless it was pushed out meanwhile.</summary>
    public void Settle(VectorNamespace owner, long bytes)
    {
        lock (_lock)
        {
            if (_shares.ContainsKey(owner))
                Set(owner, new Share(bytes, ++_uses, IsBusy: false));
        }
    }

    /// <summary>Says that a namespace is in use: others go before it.</summary>
    public void Touch(VectorNamespace owner)
    {
        lock (_lock)
        {
            if (_shares.TryGetValue(owner, out var share))
                _shares[owner] = share with { LastUse = ++_uses };
        }
    }

    /// <summary>Says that a namespace takes nothing any more.</summary>
    public void Release(VectorNamespace owner)
    {
        lock (_lock)
        {
            if (_shares.Remove(owner, out var share))
                _total -= share.Bytes;
        }
    }

    private long BytesOf(VectorNamespace owner) => _shares.GetValueOrDefault(owner)?.Bytes ?? 0;

    private void Set(VectorNamespace owner, Share share)
    {
        _total += share.Bytes - BytesOf(owner);
        _shares[owner] = share;
    }

    private void EvictOneBeside(VectorNamespace owner)
    {
        var idle = _shares.Where(share => share.Key != owner && !share.Value.IsBusy).Select(share => share.Key);
        var victim = idle.MinBy(each => _shares[each].LastUse) ?? throw new MemoryBusyException();
        victim.Evict();
        Release(victim);
    }

    private sealed record Share(long Bytes, long LastUse, bool IsBusy);
}

/// <summary>A namespace that does not fit into the memory budget, whatever else is thrown out.</summary>
internal sealed class NamespaceTooLargeException(long bytes, long limit) : Exception(
    $"The namespace needs about {bytes >> 20} MB of memory, more than the store's whole budget of {limit >> 20} MB. Raise Vectors:MemoryBudgetMb, or cut the namespace in several.");

/// <summary>The memory budget is taken by namespaces that are being written or loaded.</summary>
internal sealed class MemoryBusyException() : Exception("The store's memory is taken by other namespaces that are being loaded. Try again in a few seconds.");
