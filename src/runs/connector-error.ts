import type { Failure, FailureCode } from '../sync/failure.ts';

/** A call to the outside that broke; the failure says why. */
export class ConnectorError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.code}: ${failure.detail}`, options);
    this.name = 'ConnectorError';
    this.failure = failure;
  }

  get code(): FailureCode {
    return this.failure.code;
  }
}
