/** Where Microsoft 365 answers; sovereign clouds and a simulator have other hosts. */
export interface GraphHosts {
  /** `https://login.microsoftonline.com` */
  readonly loginUrl: string;
  /** `https://graph.microsoft.com` */
  readonly graphUrl: string;
  /** What a token is asked for; default: `{graphUrl of the worldwide cloud}/.default`. */
  readonly scope?: string;
}

export const microsoftHosts: GraphHosts = {
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
};

const defaultScope = 'https://graph.microsoft.com/.default';

/** Hosts in normal form: origins without a slash at the end, and a scope. */
export interface CheckedHosts {
  readonly loginUrl: string;
  readonly graphUrl: string;
  readonly scope: string;
}

/**
 * Checks configured hosts: secrets and tokens go there, so nothing but HTTPS is taken.
 * @throws {TypeError} Names the setting that is wrong.
 */
export function checkHosts(hosts: GraphHosts): CheckedHosts {
  return {
    loginUrl: httpsOrigin('loginUrl', hosts.loginUrl),
    graphUrl: httpsOrigin('graphUrl', hosts.graphUrl),
    scope: hosts.scope ?? defaultScope,
  };
}

function httpsOrigin(setting: string, value: string): string {
  const url = URL.parse(value);
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new TypeError(`${setting} must be an https:// address without a path`);
  }
  return url.origin;
}
