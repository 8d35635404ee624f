-- Generated when the release was cut. Never edited: what was released cannot be changed.

-- name: TwinPlatform.Chat.Answering.AskTwin.ConversationExistsSql
-- schema: chat
-- role: the service's
select true
from chat.conversations
where conversation_id = @ConversationId and twin_id = @TwinId

-- name: TwinPlatform.Chat.Answering.StoreTurn.BeginConversationSql
-- schema: chat
-- role: the service's
insert into chat.conversations (conversation_id, twin_id, title, created_at, last_message_at)
values (@ConversationId, @TwinId, @Title, @AskedAt, @AnsweredAt)

-- name: TwinPlatform.Chat.Answering.StoreTurn.ContinueConversationSql
-- schema: chat
-- role: the service's
update chat.conversations
set last_message_at = greatest(last_message_at, @AnsweredAt)
where conversation_id = @ConversationId and twin_id = @TwinId

-- name: TwinPlatform.Chat.Answering.StoreTurn.InsertMessagesSql
-- schema: chat
-- role: the service's
insert into chat.messages (message_id, conversation_id, role, content, citations, answered, confidence_score, created_at)
values
    (@QuestionId, @ConversationId, 'user', @Question, '[]', null, null, @AskedAt),
    (@AnswerId, @ConversationId, 'assistant', @Text, @Citations::jsonb, @Answered, @Confidence, @AnsweredAt)

-- name: TwinPlatform.Chat.Conversations.ListConversations.PageSql
-- schema: chat
-- role: the service's
select conversation_id as ConversationId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
from chat.conversations
where twin_id = @TwinId
  and (last_message_at, conversation_id) < (@BeforeAt, @BeforeId)
order by last_message_at desc, conversation_id desc
limit @ReadLimit

-- name: TwinPlatform.Chat.Conversations.ListMessages.PageSql
-- schema: chat
-- role: the service's
select message_id as MessageId, role as Role, content as Content, answered as Answered, confidence_score as Confidence, citations as Citations,
    created_at as CreatedAt
from chat.messages
where conversation_id = @ConversationId
  and (created_at, message_id) > (@AfterAt, @AfterId)
order by created_at, message_id
limit @ReadLimit

-- name: TwinPlatform.Chat.Conversations.ListMessages.TwinSql
-- schema: chat
-- role: the service's
select twin_id from chat.conversations where conversation_id = @ConversationId

-- name: TwinPlatform.Governance.ApiKeys.ApiKeysGrpc.FindSql
-- schema: governance
-- role: the service's, or the cross-tenant role
select k.api_key_id as ApiKeyId, k.tenant_id as TenantId, k.scopes as Scopes, k.all_twins as AllTwins, k.allowed_twin_ids as AllowedTwinIds,
    k.expires_at as ExpiresAt, k.revoked_at is not null or t.status <> 'active' as Disabled
from governance.tenant_api_keys k
join governance.tenants t on t.tenant_id = k.tenant_id
where k.key_sha256 = @Sha256

-- name: TwinPlatform.Governance.ApiKeys.CreateApiKey.CountTwinsSql
-- schema: governance
-- role: the service's
select count(*)::int from governance.twins where twin_id = any(@TwinIds)

-- name: TwinPlatform.Governance.ApiKeys.ListApiKeys.PageSql
-- schema: governance
-- role: the service's
select api_key_id as ApiKeyId, name as Name, key_prefix as Prefix, scopes as Scopes, all_twins as AllTwins,
    allowed_twin_ids as AllowedTwinIds, created_at as CreatedAt, expires_at as ExpiresAt, revoked_at as RevokedAt
from governance.tenant_api_keys
where (created_at, api_key_id) < (@BeforeAt, @BeforeId)
  and (@Reach::uuid[] is null or (not all_twins and allowed_twin_ids <@ @Reach))
order by created_at desc, api_key_id desc
limit @ReadLimit

-- name: TwinPlatform.Governance.ApiKeys.RevokeApiKey.RevokeSql
-- schema: governance
-- role: the service's
update governance.tenant_api_keys
set revoked_at = coalesce(revoked_at, now())
where api_key_id = @ApiKeyId
  and (@Reach::uuid[] is null or (not all_twins and allowed_twin_ids <@ @Reach))

-- name: TwinPlatform.Governance.Infrastructure.ApiKeyStore.InsertSql
-- schema: governance
-- role: the service's
insert into governance.tenant_api_keys (api_key_id, name, key_prefix, key_sha256, scopes, all_twins, allowed_twin_ids, expires_at)
values (@ApiKeyId, @Name, @Prefix, @Sha256, @Scopes, @AllTwins, @AllowedTwinIds, @ExpiresAt)

-- name: TwinPlatform.Governance.Tenants.CreateTenant.InsertTenantSql
-- schema: governance
-- role: the service's
insert into governance.tenants (name)
values (@Name)

-- name: TwinPlatform.Governance.Twins.CreateTwin.InsertSql
-- schema: governance
-- role: the service's
insert into governance.twins (twin_id, name, description, settings)
values (@TwinId, @Name, @Description, jsonb_strip_nulls(jsonb_build_object('noAnswerMessage', @NoAnswerMessage::text)))
returning twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt

-- name: TwinPlatform.Governance.Twins.GetTwin.FindSql
-- schema: governance
-- role: the service's
select twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt
from governance.twins
where twin_id = @TwinId

-- name: TwinPlatform.Governance.Twins.ListTwins.PageSql
-- schema: governance
-- role: the service's
select twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt
from governance.twins
where (created_at, twin_id) < (@BeforeAt, @BeforeId)
  and (@Reach::uuid[] is null or twin_id = any(@Reach))
order by created_at desc, twin_id desc
limit @ReadLimit

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.ClaimSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
update knowledge.jobs
set status = 'processing', attempt = attempt + 1, lease_token = @LeaseToken, lease_until = now() + interval '20 seconds',
    started_at = coalesce(started_at, now())
where (tenant_id, job_id) = (
    select tenant_id, job_id
    from knowledge.jobs
    where (status = 'queued' and not_before <= now())
       or (status = 'processing' and lease_until < now())
    order by not_before, created_at
    limit 1
    for update skip locked)
returning tenant_id as TenantId, job_id as JobId, twin_id as TwinId, source_id as SourceId, job_type as JobType, attempt as Attempt,
    @LeaseToken as LeaseToken

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.EndSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
update knowledge.jobs
set status = @Status, error_code = @Code, error_message = @Sentence, completed_at = now(), lease_token = null, lease_until = null
where job_id = @JobId

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.FenceSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
select job_id from knowledge.jobs where job_id = @JobId and lease_token = @LeaseToken for update

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.LogSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
insert into knowledge.job_logs (job_log_id, job_id, log_level, message)
values (@JobLogId, @JobId, @Level, @Message)

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.RenewSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
update knowledge.jobs
set lease_until = now() + interval '20 seconds'
where job_id = @JobId and lease_token = @LeaseToken

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.RetrySql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
update knowledge.jobs
set status = 'queued', attempt = attempt - @Forgiven, not_before = now() + @DelaySeconds * interval '1 second', lease_token = null, lease_until = null
where job_id = @JobId

-- name: TwinPlatform.Knowledge.Infrastructure.Jobs.JobLease.StageSql
-- schema: knowledge
-- role: the service's, or the cross-tenant role
update knowledge.jobs set stage = @Stage where job_id = @JobId

-- name: TwinPlatform.Knowledge.Ingestion.IngestSource.ExistsSql
-- schema: knowledge
-- role: the service's
select status from knowledge.sources where source_id = @SourceId

-- name: TwinPlatform.Knowledge.Ingestion.IngestSource.FailSql
-- schema: knowledge
-- role: the service's
update knowledge.sources
set status = 'failed', error_code = @Code, error_message = @Sentence, updated_at = now()
where source_id = @SourceId

-- name: TwinPlatform.Knowledge.Ingestion.IngestSource.LiveSql
-- schema: knowledge
-- role: the service's
update knowledge.sources
set status = 'live', chunk_count = @ChunkCount, updated_at = now()
where source_id = @SourceId

-- name: TwinPlatform.Knowledge.Ingestion.IngestSource.StartSql
-- schema: knowledge
-- role: the service's
update knowledge.sources s
set status = 'processing', error_code = null, error_message = null, updated_at = now()
from knowledge.source_versions v
where s.source_id = @SourceId
  and v.source_id = s.source_id
  and v.version = s.version
returning s.source_id as SourceId, s.version as Version, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.content as Content

-- name: TwinPlatform.Knowledge.Ingestion.PassageStore.ClearSql
-- schema: knowledge
-- role: the service's
delete from knowledge.chunks
where source_id = @SourceId and version = @Version

-- name: TwinPlatform.Knowledge.Ingestion.PassageStore.InsertSql
-- schema: knowledge
-- role: the service's
insert into knowledge.chunks (chunk_id, source_id, version, twin_id, ordinal, start_offset, end_offset, page, start_ms, end_ms, heading_path, blocks, content)
select c.chunk_id, @SourceId, @Version, @TwinId, c.ordinal, c.start_offset, c.end_offset, c.page, c.start_ms, c.end_ms, c.heading_path, c.blocks, c.content
from jsonb_to_recordset(@Passages::jsonb) as c (
    chunk_id uuid, ordinal integer, start_offset integer, end_offset integer, page integer, start_ms integer, end_ms integer,
    heading_path text[], blocks jsonb, content text)

-- name: TwinPlatform.Knowledge.Ingestion.PassageStore.TermsSql
-- schema: knowledge
-- role: the service's
insert into knowledge.source_terms (source_id, version, twin_id, chunk_count, term_hashes, chunk_frequencies)
values (@SourceId, @Version, @TwinId, @ChunkCount, @TermHashes, @ChunkFrequencies)
on conflict (tenant_id, source_id, version) do update
set chunk_count = excluded.chunk_count, term_hashes = excluded.term_hashes, chunk_frequencies = excluded.chunk_frequencies

-- name: TwinPlatform.Knowledge.Ingestion.PassageStore.TextSql
-- schema: knowledge
-- role: the service's
update knowledge.source_versions
set text = @Text, media_type = @MediaType
where source_id = @SourceId and version = @Version

-- name: TwinPlatform.Knowledge.Jobs.GetJob.FindSql
-- schema: knowledge
-- role: the service's
select job_id as JobId, twin_id as TwinId, source_id as SourceId, job_type as JobType, status as Status, stage as Stage, attempt as Attempt,
    error_code as ErrorCode, error_message as ErrorMessage, created_at as CreatedAt, started_at as StartedAt, completed_at as CompletedAt
from knowledge.jobs
where job_id = @JobId

-- name: TwinPlatform.Knowledge.Jobs.GetJob.LogsSql
-- schema: knowledge
-- role: the service's
select level as Level, message as Message, created_at as CreatedAt
from (
    select log_level as level, message, created_at, job_log_id
    from knowledge.job_logs
    where job_id = @JobId
    order by created_at desc, job_log_id desc
    limit 100) as newest
order by created_at, job_log_id

-- name: TwinPlatform.Knowledge.Retrieval.CheckQuotes.LiveSql
-- schema: knowledge
-- role: the service's
select source_id as SourceId, version as Version
from knowledge.sources
where source_id = any(@SourceIds)
  and twin_id = @TwinId
  and status = 'live'

-- name: TwinPlatform.Knowledge.Retrieval.CheckQuotes.TextSql
-- schema: knowledge
-- role: the service's
select text
from knowledge.source_versions
where source_id = @SourceId and version = @Version

-- name: TwinPlatform.Knowledge.Retrieval.SearchPassages.ChunksSql
-- schema: knowledge
-- role: the service's
select c.chunk_id as ChunkId, c.source_id as SourceId, c.version as Version, s.title as Title, c.heading_path as HeadingPath, c.page as Page, c.start_ms as StartMs,
    c.start_offset as StartOffset, c.end_offset as EndOffset, c.blocks::text as Blocks, c.content as Content
from knowledge.chunks c
join knowledge.sources s on s.source_id = c.source_id and s.version = c.version
where c.chunk_id = any(@ChunkIds)
  and c.twin_id = @TwinId
  and s.status = 'live'

-- name: TwinPlatform.Knowledge.Retrieval.WordStatistics.StateSql
-- schema: knowledge
-- role: the service's
select count(*) as Sources, coalesce(sum(version), 0) as Versions, max(updated_at) as ChangedAt
from knowledge.sources
where twin_id = @TwinId and status = 'live'

-- name: TwinPlatform.Knowledge.Retrieval.WordStatistics.TermsSql
-- schema: knowledge
-- role: the service's
select t.chunk_count as ChunkCount, t.term_hashes as TermHashes, t.chunk_frequencies as ChunkFrequencies
from knowledge.source_terms t
join knowledge.sources s on s.source_id = t.source_id and s.version = t.version
where t.twin_id = @TwinId and s.status = 'live'

-- name: TwinPlatform.Knowledge.Sources.AddSource.InsertJobSql
-- schema: knowledge
-- role: the service's
insert into knowledge.jobs (job_id, twin_id, source_id, job_type)
values (@JobId, @TwinId, @SourceId, 'ingestion')

-- name: TwinPlatform.Knowledge.Sources.AddSource.InsertSourceSql
-- schema: knowledge
-- role: the service's
insert into knowledge.sources (source_id, twin_id, title, file_name)
values (@SourceId, @TwinId, @Title, @FileName)

-- name: TwinPlatform.Knowledge.Sources.AddSource.InsertVersionSql
-- schema: knowledge
-- role: the service's
insert into knowledge.source_versions (source_id, version, media_type, byte_size, content_sha256, content)
values (@SourceId, 1, @MediaType, @ByteSize, @Sha256, @Content)

-- name: TwinPlatform.Knowledge.Sources.DeleteSource.CancelJobsSql
-- schema: knowledge
-- role: the service's
update knowledge.jobs
set status = 'canceled', completed_at = now(), lease_token = null, lease_until = null
where source_id = @SourceId and status in ('queued', 'processing')

-- name: TwinPlatform.Knowledge.Sources.DeleteSource.InsertJobSql
-- schema: knowledge
-- role: the service's
insert into knowledge.jobs (job_id, twin_id, source_id, job_type)
values (@JobId, @TwinId, @SourceId, 'deletion')

-- name: TwinPlatform.Knowledge.Sources.DeleteSource.MarkSql
-- schema: knowledge
-- role: the service's
update knowledge.sources
set status = 'deleting', error_code = null, error_message = null, updated_at = now()
where source_id = @SourceId
  and status <> 'deleting'
  and (@Reach::uuid[] is null or twin_id = any(@Reach))
returning twin_id

-- name: TwinPlatform.Knowledge.Sources.GetSource.FindSql
-- schema: knowledge
-- role: the service's
select s.source_id as SourceId, s.twin_id as TwinId, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.byte_size as ByteSize,
    v.content_sha256 as Sha256, s.status as Status, s.error_code as ErrorCode, s.error_message as ErrorMessage, s.version as Version,
    s.chunk_count as ChunkCount, s.created_at as CreatedAt, s.updated_at as UpdatedAt
from knowledge.sources s
join knowledge.source_versions v on v.source_id = s.source_id and v.version = s.version
where s.source_id = @SourceId
  and s.status <> 'deleting'

-- name: TwinPlatform.Knowledge.Sources.ListSources.PageSql
-- schema: knowledge
-- role: the service's
select s.source_id as SourceId, s.twin_id as TwinId, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.byte_size as ByteSize,
    v.content_sha256 as Sha256, s.status as Status, s.error_code as ErrorCode, s.error_message as ErrorMessage, s.version as Version,
    s.chunk_count as ChunkCount, s.created_at as CreatedAt, s.updated_at as UpdatedAt
from knowledge.sources s
join knowledge.source_versions v on v.source_id = s.source_id and v.version = s.version
where s.twin_id = @TwinId
  and s.status <> 'deleting'
  and (s.created_at, s.source_id) < (@BeforeAt, @BeforeId)
order by s.created_at desc, s.source_id desc
limit @ReadLimit

-- name: TwinPlatform.Knowledge.Sources.RemoveSource.ChunksSql
-- schema: knowledge
-- role: the service's
select chunk_id from knowledge.chunks where source_id = @SourceId

-- name: TwinPlatform.Knowledge.Sources.RemoveSource.DeleteSql
-- schema: knowledge
-- role: the service's
delete from knowledge.sources where source_id = @SourceId

-- name: TwinPlatform.Metrics.Dashboard.ShowDashboard.DailySql
-- schema: metrics
-- role: the service's
select
    day::date as Date,
    count(m.metric_type) as Questions,
    count(*) filter (where m.metric_type = 'question_answered') as Answered,
    count(*) filter (where m.metric_type = 'question_unanswered') as Unanswered
from generate_series(@FirstDay::timestamp, @LastDay::timestamp, interval '1 day') as day
left join metrics.metrics m
    on m.twin_id = @TwinId
    and m.metric_type in ('question_answered', 'question_unanswered')
    and m.occurred_at >= @From
    and m.occurred_at < @Until
    and date_trunc('day', m.occurred_at at time zone 'UTC') = day
group by day
order by day

-- name: TwinPlatform.Metrics.Dashboard.ShowDashboard.SourcesSql
-- schema: metrics
-- role: the service's
select
    count(*) filter (where metric_type = 'source_ingested') as Ingested,
    count(*) filter (where metric_type = 'source_failed') as Failed,
    count(*) filter (where metric_type = 'source_deleted') as Deleted,
    (
        select coalesce(sum(latest.value), 0)
        from (
            select distinct on (source_id) value
            from metrics.metrics
            where twin_id = @TwinId and metric_type = 'chunks_live'
            order by source_id, occurred_at desc
        ) latest
    )::bigint as LiveChunks
from metrics.metrics
where twin_id = @TwinId
  and metric_type in ('source_ingested', 'source_failed', 'source_deleted')
  and occurred_at >= @From
  and occurred_at < @Until

-- name: TwinPlatform.Metrics.Dashboard.ShowDashboard.TotalsSql
-- schema: metrics
-- role: the service's
select
    count(*) filter (where metric_type in ('question_answered', 'question_unanswered')) as Questions,
    count(*) filter (where metric_type = 'question_answered') as Answered,
    count(*) filter (where metric_type = 'question_unanswered') as Unanswered,
    (avg((metric_type = 'question_answered')::int) filter (where metric_type in ('question_answered', 'question_unanswered')))::double precision as AnswerRate,
    avg(value) filter (where metric_type = 'answer_confidence') as AverageConfidence,
    percentile_cont(0.5) within group (order by value) filter (where metric_type = 'answer_elapsed_ms') as P50AnswerMs,
    percentile_cont(0.95) within group (order by value) filter (where metric_type = 'answer_elapsed_ms') as P95AnswerMs,
    avg(value) filter (where metric_type = 'answer_citations') as CitationsPerAnswer
from metrics.metrics
where twin_id = @TwinId
  and metric_type in ('question_answered', 'question_unanswered', 'answer_confidence', 'answer_elapsed_ms', 'answer_citations')
  and occurred_at >= @From
  and occurred_at < @Until

-- name: TwinPlatform.Metrics.Usage.Measurements.InsertSql
-- schema: metrics
-- role: the service's
insert into metrics.metrics (metric_id, twin_id, source_id, metric_type, value, occurred_at)
select m.metric_id, @TwinId, @SourceId, m.metric_type, m.value, @OccurredAt
from unnest(@MetricIds, @Types, @Values) as m (metric_id, metric_type, value)

-- name: TwinPlatform.Platform.Data.Inbox.ConsumeOnce.RecordSql
-- schema: whichever has the table
-- role: the service's
insert into inbox (event_id, consumer)
values (@EventId, @Consumer)
on conflict do nothing

-- name: TwinPlatform.Platform.Data.Outbox.OutboxDispatcher.BackOffSql
-- schema: whichever has the table
-- role: the service's, or the cross-tenant role
update outbox
set attempts = attempts + 1, not_before = now() + least(power(2, attempts), 60) * interval '1 second'
where outbox_id = any(@Failed)

-- name: TwinPlatform.Platform.Data.Outbox.OutboxDispatcher.ClaimSql
-- schema: whichever has the table
-- role: the service's, or the cross-tenant role
select outbox_id as OutboxId, event_id as EventId, event_type as EventType, body as Body, trace_parent as TraceParent
from outbox
where not_before <= now()
order by outbox_id
limit 64
for update skip locked

-- name: TwinPlatform.Platform.Data.Outbox.OutboxDispatcher.DeleteSql
-- schema: whichever has the table
-- role: the service's, or the cross-tenant role
delete from outbox where outbox_id = any(@Sent)

-- name: TwinPlatform.Platform.Data.Outbox.PublishEvent.InsertSql
-- schema: whichever has the table
-- role: the service's
insert into outbox (event_id, event_type, body, trace_parent, occurred_at)
values (@EventId, @EventType, @Body, @TraceParent, @OccurredAt)

-- name: TwinPlatform.Platform.Data.Outbox.PublishEvent.WakeSql
-- schema: whichever has the table
-- role: the service's
select pg_notify(current_schema() || '_outbox', '')

-- name: TwinPlatform.Platform.Data.RoleGuard.PrivilegesSql
-- schema: whichever has the table
-- role: the service's
select current_user || case
        when r.rolsuper then ' is a superuser'
        when r.rolbypassrls then ' has BYPASSRLS'
        else ' owns a table'
    end
from pg_roles r
where r.rolname = current_user
  and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')))

-- name: TwinPlatform.Vectors.Local.DataPlane.DescribeIndexStats.CountsSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
select namespace as Name, record_count as RecordCount
from vectors.namespaces
where index_name = @Index

-- name: TwinPlatform.Vectors.Local.DataPlane.DescribeNamespace.DescribeSql
-- schema: vectors
-- role: the service's
select record_count as RecordCount, metadata_schema::text as Schema
from vectors.namespaces
where index_name = @Index

-- name: TwinPlatform.Vectors.Local.DataPlane.ListNamespaces.PageSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
select namespace as Name, record_count as RecordCount
from vectors.namespaces
where index_name = @Index and starts_with(namespace, @Prefix) and (@After is null or namespace > @After)
order by namespace
limit @Limit

-- name: TwinPlatform.Vectors.Local.DataPlane.ListNamespaces.TotalSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
select count(*)
from vectors.namespaces
where index_name = @Index and starts_with(namespace, @Prefix)

-- name: TwinPlatform.Vectors.Local.DataPlane.ListVectors.IdsSql
-- schema: vectors
-- role: the service's
select id
from vectors.records
where index_name = @Index and id > @After and id >= @Prefix and id < @End
order by id
limit @Limit

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.AllSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
select index_name as Name, vector_type as VectorType, metric as Metric, dimension as Dimension, status as Status,
    deletion_protection as DeletionProtection, tags::text as Tags, cloud as Cloud, region as Region
from vectors.indexes
order by index_name

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.ConfigureSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
update vectors.indexes
set deletion_protection = @DeletionProtection, tags = @Tags::jsonb
where index_name = @Name and status = 'ready'

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.DeleteSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
delete from vectors.indexes
where index_name = @Name and status = 'terminating'

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.InsertSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
insert into vectors.indexes (index_name, vector_type, metric, dimension, status, deletion_protection, tags, cloud, region)
values (@Name, @VectorType, @Metric, @Dimension, 'ready', @DeletionProtection, @Tags::jsonb, @Cloud, @Region)
on conflict (namespace, index_name) do nothing

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.NamespacesSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
select namespace
from vectors.namespaces
where index_name = @Name
limit 1000

-- name: TwinPlatform.Vectors.Local.Indexes.IndexStore.TerminateSql
-- schema: vectors
-- role: the service's, or the cross-tenant role
update vectors.indexes
set status = 'terminating'
where index_name = @Name and not deletion_protection

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.CreateSql
-- schema: vectors
-- role: the service's
insert into vectors.namespaces (index_name, lsn, record_count, metadata_schema)
values (@Index, nextval('vectors.lsn'), 0, @Schema::jsonb)
on conflict (namespace, index_name) do nothing
returning lsn

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.DeleteSql
-- schema: vectors
-- role: the service's
with gone as (
    delete from vectors.records
    where index_name = @Index and id = any(@Ids)
    returning 1
)
update vectors.namespaces
set lsn = nextval('vectors.lsn'), record_count = record_count - (select count(*) from gone)
where index_name = @Index
returning lsn

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.DropSql
-- schema: vectors
-- role: the service's
with gone as (
    delete from vectors.namespaces
    where index_name = @Index
    returning 1
)
select nextval('vectors.lsn') from gone

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.FetchSql
-- schema: vectors
-- role: the service's
select id as Id, dense_values as Dense, sparse_indices as SparseIndices, sparse_values as SparseValues, metadata::text as Metadata
from vectors.records
where index_name = @Index and id = any(@Ids)

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.LockSharedSql
-- schema: vectors
-- role: the service's
select pg_advisory_xact_lock_shared(hashtextextended(current_setting('app.namespace') || '/' || @Index, 6))

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.LockSql
-- schema: vectors
-- role: the service's
select pg_advisory_xact_lock(hashtextextended(current_setting('app.namespace') || '/' || @Index, 6))

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.PageSql
-- schema: vectors
-- role: the service's
select id as Id, dense_values as Dense, sparse_indices as SparseIndices, sparse_values as SparseValues, metadata::text as Metadata
from vectors.records
where index_name = @Index and id > @After
order by id
limit @Limit

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.PositionSql
-- schema: vectors
-- role: the service's
select coalesce(n.lsn, 0) as Lsn, coalesce(n.lsn, s.last_value) as IndexedLsn
from vectors.lsn s
left join vectors.namespaces n on n.index_name = @Index

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.RelabelSql
-- schema: vectors
-- role: the service's
with changed as (
    update vectors.records
    set metadata = given.metadata::json
    from unnest(@Ids::text[], @Metadata::text[]) as given (id, metadata)
    where index_name = @Index and records.id = given.id
)
update vectors.namespaces
set lsn = nextval('vectors.lsn')
where index_name = @Index
returning lsn

-- name: TwinPlatform.Vectors.Local.Storage.NamespaceSql.UpsertSql
-- schema: vectors
-- role: the service's
with written as (
    insert into vectors.records as r (index_name, id, dense_values, sparse_indices, sparse_values, metadata)
    select @Index, id, dense, indices, sparse, metadata::json
    from unnest(@Ids::text[], @Dense::bytea[], @SparseIndices::bytea[], @SparseValues::bytea[], @Metadata::text[]) as given (id, dense, indices, sparse, metadata)
    on conflict (namespace, index_name, id) do update
    set dense_values = excluded.dense_values,
        sparse_indices = excluded.sparse_indices,
        sparse_values = excluded.sparse_values,
        metadata = excluded.metadata
    returning r.xmax = 0 as is_new
)
insert into vectors.namespaces as n (index_name, lsn, record_count)
select @Index, nextval('vectors.lsn'), count(*) filter (where is_new)
from written
on conflict (namespace, index_name) do update
set lsn = excluded.lsn, record_count = n.record_count + excluded.record_count
returning lsn
