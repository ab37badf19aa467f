// A process that attacks: node attacker.mjs <attack> <port>. It ends when its parent tells it to.
import { setPriority } from 'node:os';
import { ATTACKS, SPEECH_ATTACKS } from './attacks.mjs';

// Attackers have machines of their own: on this one they get the time that the server and its listeners leave.
setPriority(19);
const [, , name, port] = process.argv;
const end = new AbortController();
process.on('message', () => end.abort());
process.on('disconnect', () => process.exit());
process.send('attacking');
await { ...ATTACKS, ...SPEECH_ATTACKS }[name](Number(port), end.signal);
process.exit();
