// A process that does nothing. Its event-loop delay during an attack is the delay that the machine adds to every
// process.
process.send?.('ready');
process.on('disconnect', () => process.exit());
