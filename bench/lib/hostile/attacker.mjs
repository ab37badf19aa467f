// A process that attacks: node attacker.mjs <attack> <port>. It ends when its parent tells it to.
import { ATTACKS, SPEECH_ATTACKS } from './attacks.mjs';

const [, , name, port] = process.argv;
const end = new AbortController();
process.on('message', () => end.abort());
process.on('disconnect', () => process.exit());
process.send('attacking');
await { ...ATTACKS, ...SPEECH_ATTACKS }[name](Number(port), end.signal);
process.exit();
