import { changeRules, createCompany, edit } from './fault-model-company.test-fixture.ts';
import { expectGoodEnd } from './fault-model-end.test-fixture.ts';
import type { History, Step } from './fault-model-history.test-fixture.ts';
import { expectLaws, expectPersonal, lookBefore, runsOf } from './fault-model-laws.test-fixture.ts';
import { type Machine, startMachine } from './fault-model-machine.test-fixture.ts';
import { tenantId } from './run-world.test-fixture.ts';

const hourMs = 3_600_000;
/** With the days at the end of a history less than those after which everything is thrown away. */
const safeHours = 20 * 24;

async function play(machine: Machine, step: Step): Promise<void> {
  const { w, company } = machine;
  switch (step.kind) {
    case 'work': {
      await machine.begin();
      const before = await lookBefore(machine);
      const outcome = await machine.work(step.work, step.events);
      await expectLaws(machine, step.work, before, outcome);
      if (step.work !== 'undo' && outcome.end.kind === 'run' && ['done', 'held'].includes(outcome.end.run.state))
        company.isMoving = false;
      return;
    }
    case 'rules':
      changeRules(w, company, step.change);
      return;
    case 'clock':
      w.nowMs += step.hours * hourMs;
      return;
    case 'restart':
      await machine.restart();
      return;
    case 'lose-stores':
      await machine.loseStores();
      return;
    case 'refuse': {
      const held = (await runsOf(machine)).find(({ heldHash }) => heldHash !== null);
      if (held !== undefined) await machine.stores().runs.saveRun(tenantId, { ...held, state: 'refused' });
      return;
    }
    case 'person':
    case 'remove-person':
    case 'card':
    case 'remove-card':
    case 'empty':
    case 'expire-cursors':
    case 'licence':
    case 'mailbox-state':
    case 'owner':
      edit(w, company, step);
      return;
  }
}

/** Plays a history to its end; the laws are looked at after every step. */
export async function playAll({ stores, rules, steps, losesAll }: History): Promise<void> {
  const { w, company } = createCompany(rules);
  const machine = await startMachine(w, company, stores);
  let latestMs = w.nowMs;
  let forgot = false;
  let passedHours = 0;
  try {
    for (const step of steps) {
      await play(machine, step);
      latestMs = Math.max(latestMs, w.nowMs);
      if (step.kind === 'clock') passedHours += Math.max(0, step.hours);
      forgot ||= step.kind === 'lose-stores' || passedHours > safeHours;
      expectPersonal(machine, null, null);
    }
    await expectGoodEnd(machine, { latestMs, forgot, losesAll });
  } finally {
    await machine.close();
  }
}
