using System.Security.Claims;
using Grpc.Core;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.Twins;

/// <summary>Tells other services about a twin. The gateway asks for any tenant; everybody else for the caller's own.</summary>
internal sealed class TwinsGrpc(TenantDb db) : Contracts.Governance.V1.Twins.TwinsBase
{
    public override async Task<GetTwinReply> Get(GetTwinRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.TenantId, out var tenant) || !Guid.TryParse(request.TwinId, out var twinId))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "tenant_id and twin_id are UUIDs."));
        }

        var user = context.GetHttpContext().User;
        if (user.FindFirstValue(PrincipalClaims.Subject) != PrincipalClaims.GatewaySubject && Caller.From(user).Tenant.Value != tenant)
        {
            throw new RpcException(new Status(StatusCode.NotFound, "No such twin."));
        }

        var twin = await GetTwin.FindAsync(new TenantId(tenant), new TwinId(twinId), db, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, "No such twin."));
        return new GetTwinReply { Name = twin.Name, NoAnswerMessage = twin.View.NoAnswerMessage };
    }
}
