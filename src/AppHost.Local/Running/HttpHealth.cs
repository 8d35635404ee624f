using Aspire.Hosting.ApplicationModel;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>Asks a process over HTTP whether it is well.</summary>
internal static class HttpHealth
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null when every health check of the resource is answered as expected.</summary>
    public static async Task<string?> UnhealthyBecauseAsync(IResource resource, CancellationToken ct)
    {
        foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>())
        {
            var address = new Uri(new Uri(check.Endpoint.Url), check.Path);
            if (await UnhealthyBecauseAsync(address, status => status == check.StatusCode, $"{check.StatusCode}", ct) is { } reason)
                return reason;
        }

        return null;
    }

    /// <summary>Null when the address is answered with a page or a way to one.</summary>
    public static Task<string?> UnhealthyBecauseAsync(Uri address, CancellationToken ct) =>
        UnhealthyBecauseAsync(address, status => status is >= 200 and < 400, "a page", ct);

    private static async Task<string?> UnhealthyBecauseAsync(Uri address, Func<int, bool> isExpected, string expected, CancellationToken ct)
    {
        try
        {
            using var response = await Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            return isExpected((int)response.StatusCode) ? null : $"GET {address} answered {(int)response.StatusCode} instead of {expected}";
        }
        catch (HttpRequestException e)
        {
            return $"GET {address}: {e.Message}";
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"GET {address} was not answered within {Client.Timeout.TotalSeconds:0} s";
        }
    }
}
