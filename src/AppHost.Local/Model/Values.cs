namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known only once the topology starts.</summary>
public interface IValueProvider
{
    /// <summary>The value, or null when there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value with a name, used where the value itself is unknown or must not be shown.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>For example <c>{operator-key.value}</c>.</summary>
    string ValueExpression { get; }
}
