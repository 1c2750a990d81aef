import type { DoctorReport, DoctorResult, DoctorState, WireReport } from '@srs-desk/shared/api/connection.ts';
import { CHECK_TEXTS } from '@srs-desk/shared/doctor/checks.ts';
import { doctorTicket, sayFinding, sayTurn } from '@srs-desk/shared/doctor/ticket.ts';
import { wireReportLines } from '@srs-desk/shared/doctor/wire-report.ts';
import { healthLines } from '@srs-desk/shared/health/health-lines.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { CommandFailed, commandConfig, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

const MARKS: Readonly<Record<DoctorState, string>> = {
  ok: 'ok     ',
  warning: 'warning',
  failed: 'FAILED ',
  skipped: 'skipped',
};

const HEALTH = { en: 'Health', de: 'Zustand' } as const;

/** Whose settings are checked. */
const WHOSE = {
  running: {
    en: 'A desk runs on this data folder: its settings are checked, not those of this shell.',
    de: 'Auf diesem Datenordner läuft ein Desk: geprüft werden seine Einstellungen, nicht die dieser Shell.',
  },
  shell: {
    en: 'No desk runs on this data folder: the settings of this shell are checked.',
    de: 'Auf diesem Datenordner läuft kein Desk: geprüft werden die Einstellungen dieser Shell.',
  },
} as const;

/** `desk doctor`: exit 0 all works, 1 a check failed, 2 the configuration cannot be used or the desk not be asked. */
export const doctor: DeskCommand = (program) => {
  program
    .command('doctor')
    .description(
      'check the way to SRS: configuration, token, methods, status, verify call; whom to call if one fails',
    )
    .option('--lang <language>', 'en or de', 'en')
    .option('--wire', 'instead: what SRS’s answers of the last day looked like, field by field, to send on')
    .action(async ({ lang, wire }: { lang: string; wire?: true }) => {
      const language: Language = lang === 'de' ? 'de' : 'en';
      if (wire) {
        const told = await withDesk(commandConfig, (ask) => ask('GET', '/api/doctor/wire-report'));
        for (const line of wireReportLines(language, expectOk(told, 2) as WireReport)) say(line);
        return;
      }
      const answer = await withDesk(
        () => readableConfig(language),
        (ask, running) => {
          say(WHOSE[running ? 'running' : 'shell'][language]);
          return ask('POST', '/api/doctor', {});
        },
      );
      const report = expectOk(answer, 2) as DoctorReport & { proNumber: string | null };
      for (const result of report.results) for (const line of linesOf(language, result)) say(line);
      if (report.health !== null) {
        const [state, ...causes] = healthLines(report.health, language);
        say(`${report.health.state === 'good' ? MARKS.ok : MARKS.warning} ${HEALTH[language]}: ${state}`);
        for (const cause of causes) say(`        ${cause}`);
      }
      const failed = report.results.find(({ state }) => state === 'failed');
      if (failed === undefined) return;
      if (failed.team !== null && failed.team !== 'service_provider_support') {
        say('');
        say(doctorTicket(language, failed, report.proNumber).body);
      }
      throw new CommandFailed('', 1);
    });
};

function readableConfig(language: Language) {
  try {
    return commandConfig();
  } catch (error) {
    if (error instanceof ConfigError) say(`${MARKS.failed} ${CHECK_TEXTS.configuration.name[language]}:`);
    throw error;
  }
}

function linesOf(language: Language, result: DoctorResult): string[] {
  const { name, proves } = CHECK_TEXTS[result.check];
  const found = result.findings.map((finding) => sayFinding(language, finding)).join(' ');
  const turn = sayTurn(language, result.team);
  const line = `${MARKS[result.state]} ${name[language]}: ${result.state === 'ok' ? `${found} ${proves[language]}` : found}`;
  return [turn === null ? line : `${line} ${turn}`];
}
