// A process that attacks a server: node attacker.mjs <attack> <port>. It ends after a message from its parent.
import { setPriority } from 'node:os';
import { ATTACKS, SPEECH_ATTACKS } from './attacks.mjs';

// Real attackers use other machines. A low priority gives this one only the CPU time that the server and its listeners
// leave.
setPriority(19);
const [, , name = '', port] = process.argv;
const attack = { ...ATTACKS, ...SPEECH_ATTACKS }[name];
if (!attack) throw new Error(`no attack is called ${name}`);
const end = new AbortController();
process.on('message', () => end.abort());
process.on('disconnect', () => process.exit());
process.send?.('attacking');
await attack(Number(port), end.signal);
process.exit();
