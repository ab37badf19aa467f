import type { Command } from 'commander';
import { examine } from '../doctor/doctor.js';
import type { Finding } from '../doctor/finding.js';
import { checkEspeak } from './check-espeak.js';
import { checkSpeech } from './check-speech.js';
import { EXIT_FAILURE } from './exit-codes.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

interface DoctorOptions extends ConfigOptions {
  readonly json?: boolean;
}

export function addDoctorCommand(program: Command): void {
  withConfigOptions(program.command('doctor'))
    .description('check the models, voices and prompts of the config; report each problem and how to fix it')
    .option('--json', 'print one JSON object a line instead of text')
    .addHelpText(
      'after',
      '\nEach model of llm.chain answers a request for one word, which costs a few tokens. Exit code 1 when there is a problem.',
    )
    .action(doctor);
}

async function doctor(options: DoctorOptions): Promise<void> {
  const { config, environment } = configFrom(options);
  let failedCount = 0;
  const report = (finding: Finding): void => {
    if (!finding.isGood) failedCount++;
    print(options.json ? JSON.stringify(finding) : formatFinding(finding));
  };
  report({ subject: 'config', isGood: true, detail: `environment ${environment}` });
  for await (const finding of examine(config)) report(finding);
  report(await checkSpeech(options));
  const espeak = await checkEspeak(options);
  if (espeak) report(espeak);
  if (failedCount > 0) process.exitCode = EXIT_FAILURE;
  if (!options.json) print(failedCount === 0 ? 'no problems found' : `problems found: ${failedCount}`);
}

const SUBJECT_CHARS = 16;

function formatFinding({ subject, isGood, detail, mend, firstMs }: Finding): string {
  const time =
    firstMs === undefined ? '' : ` (first ${subject === 'speech' ? 'audio' : 'word'} in ${firstMs.toFixed(0)} ms)`;
  const lines = [`${isGood ? 'good' : 'BAD '}  ${subject.padEnd(SUBJECT_CHARS)}  ${detail}${time}`];
  if (mend !== undefined) lines.push(`${' '.repeat(SUBJECT_CHARS + 6)}→ ${mend}`);
  return lines.join('\n');
}
