/** A change of the world that makes no sense; `field` names the property at fault. */
export class WorldError extends Error {
  readonly code: 'not-found' | 'invalid' | 'conflict';
  readonly field: string | null;

  constructor(code: WorldError['code'], message: string, field: string | null = null) {
    super(message);
    this.name = 'WorldError';
    this.code = code;
    this.field = field;
  }
}
