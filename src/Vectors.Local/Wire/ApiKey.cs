using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>The one key that opens everything here except the health probes. A route that says nothing is closed.</summary>
internal static class ApiKey
{
    public static void UseApiKey(this WebApplication app)
    {
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(app.Services.GetRequiredService<IOptions<VectorsOptions>>().Value.ApiKey));
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                return next(context);

            // Hashes have one length, so the comparison takes the same time whatever was sent.
            var given = SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers["Api-Key"].ToString()));
            return CryptographicOperations.FixedTimeEquals(given, expected) ? next(context) : PineconeError.Unauthenticated.ExecuteAsync(context);
        });
    }
}
