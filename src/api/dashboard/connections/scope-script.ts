import type { Translate } from '../../context.ts';
import { powerShellComment, powerShellText } from './power-shell-text.ts';

export interface ScopeScriptOptions {
  readonly clientId: string;
  /** Id or address of a mail-enabled security group. */
  readonly group: string;
  readonly t: Translate;
}

const role = 'Application Contacts.ReadWrite';

/**
 * Limits an app to the mailboxes of a group (RBAC for Applications in Exchange Online). Run again, it makes only what is
 * missing.
 * @see https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function scopeScript({ clientId, group, t }: ScopeScriptOptions): string {
  const comment = (key: string) => powerShellComment(t(`scopeScript.${key}`));
  const text = (key: string) => powerShellText(t(`scopeScript.${key}`));
  // Names of Exchange are unique in the company: a second app gets a scope and an assignment of its own.
  const name = `Ringbook ${clientId.slice(0, 8)}`;
  const lines = [
    comment('title'),
    comment('needs'),
    '#Requires -Modules ExchangeOnlineManagement, Microsoft.Graph.Applications',
    '',
    "$ErrorActionPreference = 'Stop'",
    `$appId = ${powerShellText(clientId)}`,
    `$group = ${powerShellText(group)}`,
    `$name = ${powerShellText(name)}`,
    `$role = ${powerShellText(role)}`,
    '',
    comment('signIn'),
    'Connect-ExchangeOnline -ShowBanner:$false',
    "Connect-MgGraph -Scopes 'Application.Read.All' -NoWelcome",
    '',
    comment('enterpriseApp'),
    '$enterpriseApp = Get-MgServicePrincipal -Filter "appId eq \'$appId\'"',
    `if ($null -eq $enterpriseApp) { throw ${text('noEnterpriseApp')} }`,
    '',
    comment('pointer'),
    '$pointer = Get-ServicePrincipal | Where-Object { $_.AppId -eq $appId }',
    'if ($null -eq $pointer) {',
    '  New-ServicePrincipal -AppId $appId -ObjectId $enterpriseApp.Id -DisplayName $name | Out-Null',
    '}',
    '',
    comment('scope'),
    '$members = (Get-Group -Identity $group).DistinguishedName',
    '$filter = "MemberOfGroup -eq \'" + $members.Replace("\'", "\'\'") + "\'"',
    '$scope = Get-ManagementScope | Where-Object { $_.Name -eq $name }',
    'if ($null -eq $scope) {',
    '  New-ManagementScope -Name $name -RecipientRestrictionFilter $filter | Out-Null',
    '} else {',
    '  Set-ManagementScope -Identity $name -RecipientRestrictionFilter $filter',
    '}',
    '',
    comment('assignment'),
    '$assignment = Get-ManagementRoleAssignment | Where-Object { $_.Name -eq $name }',
    'if ($null -eq $assignment) {',
    '  New-ManagementRoleAssignment -Name $name -App $enterpriseApp.Id -Role $role -CustomResourceScope $name | Out-Null',
    '}',
    '',
    comment('test'),
    '$inside = Get-Recipient -Filter $filter -ResultSize 1 -WarningAction SilentlyContinue',
    'Test-ServicePrincipalAuthorization -Identity $enterpriseApp.Id -Resource $inside.Identity |',
    '  Where-Object { $_.RoleName -eq $role } | Format-Table RoleName, AllowedResourceScope, InScope',
    '',
    comment('entraGrant'),
    `Write-Host ${text('entraGrantHint')} -ForegroundColor Yellow`,
    `Write-Host ${text('delayHint')}`,
    '',
  ];
  // Windows PowerShell reads a file without this mark in the code page of the machine, in which letters become quotes.
  return `\ufeff${lines.join('\r\n')}`;
}
