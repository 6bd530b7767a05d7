import type { Api } from '../../../src/api/contract/contract.ts';

export type Definitions = Api['getDefinitions']['answer']['definitions'];
export type Sync = Definitions['syncs'][number];
export type Audience = Definitions['audiences'][number];
export type AudienceRule = Audience['include'][number];
export type Placement = Sync['placement'];
export type Schedule = Sync['schedule'];
export type Guards = Sync['guards'];
export type WriteRules = Sync['write'];
export type FieldWrite = NonNullable<WriteRules['fields']['displayName']>;
export type SyncSummary = Api['listSyncs']['answer']['items'][number];
export type AudiencePreview = Api['previewAudience']['answer'];
export type Membership = NonNullable<Api['explainMailbox']['answer']['membership']>;
export type Plan = Api['getPlan']['answer'];
export type PlanTotals = NonNullable<Plan['totals']>;
export type PlannedMailbox = Api['listPlanMailboxes']['answer']['items'][number];
export type PlannedItem = Api['listPlanItems']['answer']['items'][number];
