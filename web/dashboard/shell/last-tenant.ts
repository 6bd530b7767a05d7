const storedAs = 'ringbook.tenant';

/** The tenant that was last worked in, in this browser. */
export function rememberedTenant(): string | null {
  return window.localStorage.getItem(storedAs);
}

export function rememberTenant(tenantId: string): void {
  window.localStorage.setItem(storedAs, tenantId);
}
