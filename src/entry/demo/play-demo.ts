import type { Stop } from '../../runs/context.ts';
import type { Run } from '../../runs/stores.ts';
import { beginConnect } from '../../tenants/connect.ts';
import { describePlan } from '../describe-plan.ts';
import { describeRun } from '../describe-run.ts';
import { everySync } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import type { RequestCounts } from './control.ts';
import type { Demo } from './demo.ts';

/** What the simulator counted, step by step: the last line of `npm start -- --once --json`. */
export interface DemoFigures {
  readonly people: number;
  readonly mailboxes: number;
  readonly firstFill: { readonly writes: number; readonly httpRequests: number; readonly seconds: number };
  readonly idle: { readonly mailboxRequests: number; readonly httpRequests: number };
  readonly oneChange: { readonly mailboxes: number; readonly writes: number; readonly httpRequests: number };
  readonly personalContactsTouched: number;
  readonly duplicates: number;
}

/** A run of the demo ended otherwise than it should. */
export class DemoRunError extends Error {
  readonly run: Run;

  constructor(run: Run) {
    super(`a run of the demo ended as ${run.state}`);
    this.name = 'DemoRunError';
    this.run = run;
  }
}

/**
 * Plays the main job: consent, plan, first fill, a sync that finds nothing to do, one change.
 * @throws {DemoRunError} A run was not `done`.
 */
export async function playDemo(demo: Demo, reporter: Reporter, stop: Stop): Promise<DemoFigures> {
  const { ringbook, control, entraTenantId } = demo;
  const { t, say } = reporter;
  const { people, mailboxes } = await control.tenant(entraTenantId);
  say(t('start.simulator', { url: demo.simulatorUrl, people, mailboxes }));
  say(t('start.server', { url: demo.pagesUrl }));

  say(t('start.consent'));
  const consentUrl = await beginConnect(ringbook.connect, ringbook.tenant.tenantId, entraTenantId);
  await control.open(await control.consentAsAdmin(consentUrl));
  say(`  ${t('start.consented', { entraTenantId })}`);
  for (const { plan } of await ringbook.plan(null, stop.cancel)) for (const line of describePlan(plan, t)) say(line);

  const step = async (title: string): Promise<RequestCounts> => {
    say(title);
    await control.resetRequests();
    for (const run of await ringbook.run(everySync, reporter.onProgress, stop)) {
      for (const line of describeRun(run, t)) say(line);
      if (run.state !== 'done') throw new DemoRunError(run);
    }
    return control.requests();
  };
  const fill = await step(t('start.firstFill'));
  const idle = await step(t('start.idle'));
  const [somebody = ''] = await control.listedPeople(entraTenantId);
  await control.changeUser(entraTenantId, somebody, { jobTitle: 'Head of Telephony' });
  const change = await step(t('start.change'));

  const { personalContactsTouched, duplicates } = await control.report(entraTenantId);
  const figures: DemoFigures = {
    people,
    mailboxes,
    firstFill: { writes: fill.writes, httpRequests: fill.httpRequests, seconds: seconds(fill) },
    idle: { mailboxRequests: idle.mailboxRequests, httpRequests: idle.httpRequests },
    oneChange: { mailboxes: change.mailboxesWritten, writes: change.writes, httpRequests: change.httpRequests },
    personalContactsTouched,
    duplicates,
  };
  for (const line of table(reporter, { fill, idle, change })) say(line);
  say(t('start.promises', { touched: personalContactsTouched, duplicates }));
  return figures;
}

const seconds = ({ elapsedMs }: RequestCounts): number => Math.round(elapsedMs / 100) / 10;

interface Steps {
  readonly fill: RequestCounts;
  readonly idle: RequestCounts;
  readonly change: RequestCounts;
}

function table({ t }: Reporter, { fill, idle, change }: Steps): readonly string[] {
  const columns = ['step', 'writes', 'mailboxes', 'mailboxRequests', 'httpRequests', 'seconds'];
  const row = (name: string, counts: RequestCounts): readonly string[] => [
    t(`start.table.${name}`),
    ...[counts.writes, counts.mailboxesWritten, counts.mailboxRequests, counts.httpRequests, seconds(counts)].map(
      (value) => t('start.table.value', { value }),
    ),
  ];
  const rows = [
    columns.map((column) => t(`start.table.${column}`)),
    row('firstFill', fill),
    row('idle', idle),
    row('oneChange', change),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return ['', ...rows.map(line), ''];
}
