// A process that does nothing. How late its event loop runs beside an attack is what the machine adds to every process.
process.send('ready');
process.on('disconnect', () => process.exit());
