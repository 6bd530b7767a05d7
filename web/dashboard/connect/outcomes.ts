import type { Api } from '../../../src/api/contract/contract.ts';

export type Outcome = Api['proveConsent']['answer']['outcome'];

interface Manner {
  readonly tone: 'good' | 'waiting' | 'warning' | 'bad';
  /** What helps most. */
  readonly helps: 'go-on' | 'begin-again' | 'look-again';
}

const manners: Readonly<Record<Outcome, Manner>> = {
  connected: { tone: 'good', helps: 'go-on' },
  refused: { tone: 'warning', helps: 'begin-again' },
  'not-admin': { tone: 'warning', helps: 'begin-again' },
  'wrong-tenant': { tone: 'warning', helps: 'begin-again' },
  forged: { tone: 'bad', helps: 'begin-again' },
  expired: { tone: 'warning', helps: 'begin-again' },
  propagation: { tone: 'waiting', helps: 'look-again' },
  'conditional-access': { tone: 'bad', helps: 'begin-again' },
  unauthorized: { tone: 'bad', helps: 'begin-again' },
  unavailable: { tone: 'warning', helps: 'look-again' },
};

export function mannerOf(outcome: Outcome): Manner {
  return manners[outcome];
}

/** An outcome that an address names; one that there is not is as if the answer belonged to nothing. */
export function outcomeOf(text: string | undefined): Outcome {
  return isOutcome(text) ? text : 'forged';
}

function isOutcome(text: string | undefined): text is Outcome {
  return text !== undefined && Object.hasOwn(manners, text);
}
