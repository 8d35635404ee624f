-- What is out of scope leaves for the shadow, whole: actions, escalations, the graph with the profiles versioned over it, interviews (no reader is left
-- for either), and analytics that nothing ever wrote. user_profiles keeps the only full names, tool_connectors keeps credentials: the shadow is as
-- confidential as the tables were, and goes when the release window is over.

alter table legacy.events set schema legacy_shadow;
alter table legacy.tool_connectors set schema legacy_shadow;
alter table legacy.action_triggers set schema legacy_shadow;
alter table legacy.action_drafts set schema legacy_shadow;
alter table legacy.action_executions set schema legacy_shadow;
alter table legacy.escalations set schema legacy_shadow;
alter table legacy.escalation_replies set schema legacy_shadow;
alter table legacy.nodes set schema legacy_shadow;
alter table legacy.edges set schema legacy_shadow;
alter table legacy.profile_versions set schema legacy_shadow;
alter table legacy.interview_sessions set schema legacy_shadow;
alter table legacy.session_analytics set schema legacy_shadow;
alter table legacy.page_views set schema legacy_shadow;
alter table legacy.daily_metrics set schema legacy_shadow;
alter table legacy.user_profiles set schema legacy_shadow;
alter table legacy.memory_events set schema legacy_shadow;

-- The owner's memory kept its audit trail among the graph's events; it goes on to the audit log, and so it stays in reach.
-- The column tenant_id held anything (the old code passed twins there), so that the tenant is the twin's, or nobody.
create view legacy.owner_memory_events with (security_invoker = true) as
select event.id, tenant.id as tenant_id, event.twin_id, event.event_type, event.source_type, event.source_id, event.payload, event.status, event.created_at
from legacy_shadow.memory_events event
left join legacy.twins twin on twin.id = event.twin_id
left join legacy.tenants tenant on tenant.id = twin.tenant_id
where event.event_type in ('owner_memory_write', 'owner_memory_supersede', 'owner_memory_retract', 'owner_memory_pending');
