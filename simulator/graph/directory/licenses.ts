import type { SimTenant } from '../../world/model.ts';

interface Sku {
  readonly name: string;
  readonly plans: readonly { readonly id: string; readonly name: string }[];
}

const exchangeEnterprise = { id: 'efb87545-963c-4e0d-99df-69c6916d9eb0', name: 'EXCHANGE_S_ENTERPRISE' };
const exchangeStandard = { id: '9aaf7827-d63c-4b61-89c3-182f06f82e5c', name: 'EXCHANGE_S_STANDARD' };
const exchangeDeskless = { id: '4a82b400-a79f-41a4-b4e2-e94f5787b113', name: 'EXCHANGE_S_DESKLESS' };

/** @see https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const skus: ReadonlyMap<string, Sku> = new Map([
  ['05e9a617-0261-4cee-bb44-138d3ef5d965', { name: 'SPE_E3', plans: [exchangeEnterprise] }],
  ['06ebc4ee-1bb5-47dd-8120-11324bc54e06', { name: 'SPE_E5', plans: [exchangeEnterprise] }],
  ['66b55226-6b4f-492c-910c-a3b7a3c9d993', { name: 'SPE_F1', plans: [exchangeDeskless] }],
  ['6fd2c87f-b296-42f0-b197-1e91e994b900', { name: 'ENTERPRISEPACK', plans: [exchangeEnterprise] }],
  ['cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', { name: 'SPB', plans: [exchangeStandard] }],
  ['f245ecc8-75af-4f8e-b61f-27d8114de5f3', { name: 'O365_BUSINESS_PREMIUM', plans: [exchangeStandard] }],
  ['3b555118-da6a-4418-894f-7df1e2096870', { name: 'O365_BUSINESS_ESSENTIALS', plans: [exchangeStandard] }],
  ['4b9405b0-7788-4568-add1-99614e613b69', { name: 'EXCHANGESTANDARD', plans: [exchangeStandard] }],
  ['80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82', { name: 'EXCHANGEDESKLESS', plans: [exchangeDeskless] }],
]);

export const licenseDetailsProperties = ['id', 'skuId', 'skuPartNumber', 'servicePlans'];

/** A user's licences as `licenseDetails` shows them. */
export function licensesOf(properties: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  return skuIdsOf(properties).map((skuId) => ({
    id: Buffer.from(skuId).toString('base64url'),
    skuId,
    skuPartNumber: skus.get(skuId)?.name ?? 'UNKNOWN',
    servicePlans: servicePlans(skuId),
  }));
}

export const subscribedSkuProperties = [
  'id',
  'accountId',
  'accountName',
  'appliesTo',
  'capabilityStatus',
  'consumedUnits',
  'prepaidUnits',
  'servicePlans',
  'skuId',
  'skuPartNumber',
  'subscriptionIds',
];

/** What the tenant has bought: as many licences as are in use, and some to spare. */
export function subscribedSkus(tenant: SimTenant): readonly Record<string, unknown>[] {
  const used = new Map<string, number>();
  for (const user of tenant.users.values()) {
    for (const skuId of skuIdsOf(user.properties)) used.set(skuId, (used.get(skuId) ?? 0) + 1);
  }
  return [...used].map(([skuId, consumedUnits]) => ({
    id: `${tenant.id}_${skuId}`,
    accountId: tenant.id,
    accountName: tenant.displayName,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits,
    prepaidUnits: { enabled: Math.ceil(consumedUnits / 25) * 25, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: servicePlans(skuId),
    skuId,
    skuPartNumber: skus.get(skuId)?.name ?? 'UNKNOWN',
    subscriptionIds: [],
  }));
}

function servicePlans(skuId: string): readonly Record<string, unknown>[] {
  return (skus.get(skuId)?.plans ?? []).map((plan) => ({
    servicePlanId: plan.id,
    servicePlanName: plan.name,
    provisioningStatus: 'Success',
    appliesTo: 'User',
  }));
}

function skuIdsOf(properties: Readonly<Record<string, unknown>>): readonly string[] {
  const licenses = properties.assignedLicenses;
  if (!Array.isArray(licenses)) return [];
  return licenses.flatMap((license: unknown) =>
    typeof license === 'object' && license !== null && 'skuId' in license && typeof license.skuId === 'string'
      ? [license.skuId.toLowerCase()]
      : [],
  );
}
