namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>
/// All that reaches across tenants (docs/adr/0001). A new line here is a new hole in the wall between tenants: it needs a reason there.
/// </summary>
internal static class Declared
{
    /// <summary>Role, privilege, table, and the columns when it is not the whole table.</summary>
    public static IReadOnlyList<string> CrossTenantReach { get; } =
    [
        "twin_chat_crosstenant DELETE chat.idempotency_keys",
        "twin_chat_crosstenant DELETE chat.inbox",
        "twin_chat_crosstenant DELETE chat.outbox",
        "twin_chat_crosstenant DELETE chat.sessions",
        "twin_chat_crosstenant SELECT chat.idempotency_keys(expires_at, tenant_id)",
        "twin_chat_crosstenant SELECT chat.inbox(received_at, tenant_id)",
        "twin_chat_crosstenant SELECT chat.outbox",
        "twin_chat_crosstenant SELECT chat.sessions(expires_at, session_id, tenant_id)",
        "twin_chat_crosstenant UPDATE chat.outbox",
        "twin_governance_crosstenant DELETE governance.idempotency_keys",
        "twin_governance_crosstenant DELETE governance.inbox",
        "twin_governance_crosstenant DELETE governance.outbox",
        "twin_governance_crosstenant SELECT governance.erasures(erasure_id, not_before, status, tenant_id)",
        "twin_governance_crosstenant SELECT governance.idempotency_keys(expires_at, tenant_id)",
        "twin_governance_crosstenant SELECT governance.inbox(received_at, tenant_id)",
        "twin_governance_crosstenant SELECT governance.outbox",
        "twin_governance_crosstenant SELECT governance.share_links(access_group_id, expires_at, revoked_at, share_link_id, tenant_id, token_sha256, twin_id)",
        "twin_governance_crosstenant SELECT governance.tenant_api_keys(access_group_id, all_twins, allowed_origins, allowed_twin_ids, api_key_id, expires_at, grace_until, key_prefix, key_sha256, kind, legacy_bcrypt, requests_per_minute, revoked_at, scopes, tenant_id)",
        "twin_governance_crosstenant SELECT governance.tenants(erase_after, status, tenant_id)",
        "twin_governance_crosstenant SELECT governance.user_invitations(expires_at, status, tenant_id, token_sha256, user_invitation_id)",
        "twin_governance_crosstenant SELECT governance.users(deactivated_at, issuer, role, subject, tenant_id, user_id)",
        "twin_governance_crosstenant UPDATE governance.outbox",
        "twin_knowledge_crosstenant DELETE knowledge.idempotency_keys",
        "twin_knowledge_crosstenant DELETE knowledge.inbox",
        "twin_knowledge_crosstenant DELETE knowledge.outbox",
        "twin_knowledge_crosstenant SELECT knowledge.idempotency_keys(expires_at, tenant_id)",
        "twin_knowledge_crosstenant SELECT knowledge.inbox(received_at, tenant_id)",
        "twin_knowledge_crosstenant SELECT knowledge.jobs(attempt, created_at, job_id, job_type, lease_until, not_before, priority, source_id, started_at, status, tenant_id, twin_id)",
        "twin_knowledge_crosstenant SELECT knowledge.outbox",
        "twin_knowledge_crosstenant SELECT knowledge.sources(keep_synced, next_sync_at, source_id, tenant_id)",
        "twin_knowledge_crosstenant UPDATE knowledge.jobs(attempt, lease_token, lease_until, started_at, status)",
        "twin_knowledge_crosstenant UPDATE knowledge.outbox",
        "twin_metrics_crosstenant DELETE metrics.idempotency_keys",
        "twin_metrics_crosstenant DELETE metrics.inbox",
        "twin_metrics_crosstenant DELETE metrics.outbox",
        "twin_metrics_crosstenant DELETE metrics.rate_limit_tracking",
        "twin_metrics_crosstenant SELECT metrics.idempotency_keys(expires_at, tenant_id)",
        "twin_metrics_crosstenant SELECT metrics.inbox(received_at, tenant_id)",
        "twin_metrics_crosstenant SELECT metrics.outbox",
        "twin_metrics_crosstenant SELECT metrics.rate_limit_tracking(tenant_id, window_start)",
        "twin_metrics_crosstenant UPDATE metrics.outbox",
        "twin_vectors_crosstenant SELECT vectors.namespaces(index_name, namespace, record_count)",
    ];

    /// <summary>Unique without the owner of the row: hashes of 256 random bits, found before the tenant is known. Two tenants cannot meet there.</summary>
    public static IReadOnlyList<string?> GlobalKeys { get; } = ["tenant_api_keys_key_sha256"];

    public static bool MayAcross(string role, string privilege, string table, string? column)
    {
        var whole = $"{role} {privilege} {table}";
        return CrossTenantReach.Any(line => line == whole
            || (column is not null && line.StartsWith(whole + "(", StringComparison.Ordinal) && line[(whole.Length + 1)..^1].Split(", ").Contains(column)));
    }
}
