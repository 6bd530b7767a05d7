/**
 * Under this name, which is no tenant's, the vault has the key of what belongs to people and not to a tenant: sessions,
 * invitations' user names, answers that are remembered.
 */
export const installation = 'installation';
