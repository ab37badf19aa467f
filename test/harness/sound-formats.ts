/** Encoders of the formats that speech servers send by mistake, and first bytes of files of other kinds. */

export const bytesOf = (samples: Int16Array): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

/** Returns any bytes, read as 16-bit little-endian samples. */
export function asSamples(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length >> 1);
  new Uint8Array(samples.buffer).set(bytes.subarray(0, samples.byteLength));
  return samples;
}

/** Returns pseudo-random bytes, the same for the same seed. */
export function randomBytes(length: number, seed = 1): Buffer {
  let state = seed;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

function eachSample(
  samples: Int16Array,
  bytes: number,
  write: (into: Buffer, sample: number, at: number) => void,
): Buffer {
  const into = Buffer.alloc(samples.length * bytes);
  samples.forEach((sample, n) => void write(into, sample, n * bytes));
  return into;
}

function muLaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(sample)) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff;
}

/** The encoders, by the name of their format. */
export const ENCODERS: Readonly<Record<string, (samples: Int16Array) => Buffer>> = {
  'big-endian': (samples) => eachSample(samples, 2, (into, sample, at) => into.writeInt16BE(sample, at)),
  'shifted by one byte': (samples) => bytesOf(samples).subarray(1),
  'float, 32 bits': (samples) => eachSample(samples, 4, (into, sample, at) => into.writeFloatLE(sample / 32_768, at)),
  'float, 32 bits, big-endian': (samples) =>
    eachSample(samples, 4, (into, sample, at) => into.writeFloatBE(sample / 32_768, at)),
  'float, 64 bits': (samples) => eachSample(samples, 8, (into, sample, at) => into.writeDoubleLE(sample / 32_768, at)),
  '24 bits': (samples) => eachSample(samples, 3, (into, sample, at) => into.writeIntLE(sample * 256, at, 3)),
  '24 bits, big-endian': (samples) =>
    eachSample(samples, 3, (into, sample, at) => into.writeIntBE(sample * 256, at, 3)),
  '8 bits': (samples) => eachSample(samples, 1, (into, sample, at) => into.writeUInt8((sample >> 8) + 128, at)),
  'µ-law': (samples) => eachSample(samples, 1, (into, sample, at) => into.writeUInt8(muLaw(sample), at)),
  base64: (samples) => Buffer.from(bytesOf(samples).toString('base64')),
  hex: (samples) => Buffer.from(bytesOf(samples).toString('hex')),
};

/** Returns MPEG audio, layer III, 64 kbit/s, 24 kHz, without an ID3 tag: frames of random bits behind valid headers. */
export function mp3Frames(count: number): Buffer {
  const frameBytes = (72 * 64_000) / 24_000;
  return Buffer.concat(
    Array.from({ length: count }, (_, n) =>
      Buffer.concat([Buffer.from([0xff, 0xf3, 0x84, 0xc4]), randomBytes(frameBytes - 4, n + 1)]),
    ),
  );
}

/** Returns AAC in ADTS: frames of random bits behind valid headers. */
export function adtsFrames(count: number, frameBytes = 300): Buffer {
  const header = Buffer.from([
    0xff,
    0xf1,
    0x58,
    0x40 | (frameBytes >> 11),
    (frameBytes >> 3) & 0xff,
    (frameBytes & 7) << 5,
    0,
  ]);
  return Buffer.concat(
    Array.from({ length: count }, (_, n) => Buffer.concat([header, randomBytes(frameBytes - header.length, n + 1)])),
  );
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The first bytes of files that are not raw samples, by the name that the log gives them. */
export const FILE_HEADS: readonly (readonly [name: string, head: Buffer])[] = [
  ['mp3', ascii('ID3\x04\0\0\0\0\0\x23')],
  ['ogg', ascii('OggS\0\x02\0\0\0\0\0\0\0\0')],
  ['flac', ascii('fLaC\0\0\0\x22')],
  ['rifx', ascii('RIFX\0\0\0\x24WAVEfmt ')],
  ['rf64', ascii('RF64\xff\xff\xff\xffWAVEds64')],
  ['rf64', ascii('BW64\xff\xff\xff\xffWAVEds64')],
  ['riff', ascii('RIFF\x24\0\0\0AVI LIST')],
  ['aiff', ascii('FORM\0\0\x10\0AIFFCOMM')],
  ['aiff', ascii('FORM\0\0\x10\0AIFCFVER')],
  ['caf', ascii('caff\0\x01\0\0desc')],
  ['au', ascii('.snd\0\0\0\x18\xff\xff\xff\xff')],
  ['mp4', ascii('\0\0\0\x20ftypM4A \0\0\0\0')],
  ['webm', Buffer.from('1a45dfa39f4286810142f7810142f2', 'hex')],
  ['aac', ascii('ADIF\0\0\0\0')],
  ['amr', ascii('#!AMR\n\x3c')],
  ['amr', ascii('#!AMR-WB\n')],
  ['silk', ascii('\x02#!SILK_V3')],
  ['asf', Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex')],
  ['flv', ascii('FLV\x01\x04\0\0\0\x09')],
  ['wavpack', ascii('wvpk\x20\0\0\0')],
  ['gzip', Buffer.from('1f8b0800000000000003', 'hex')],
  ['zstd', Buffer.from('28b52ffd0058', 'hex')],
  ['bzip2', ascii('BZh91AY&SY')],
  ['xz', Buffer.from('fd377a585a000004e6d6', 'hex')],
  ['zip', ascii('PK\x03\x04\x14\0\0\0')],
  ['pdf', ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3')],
  ['midi', ascii('MThd\0\0\0\x06')],
];

/** The texts that servers send in place of audio. */
export const TEXTS: readonly string[] = [
  '{"error":{"message":"no such voice","type":"invalid_request_error"}}',
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
  'Internal Server Error',
  'data: {"type":"speech.audio.delta","audio":"UklGRg=="}\n\n',
  'Голос не найден. Выберите другой.',
  '没有这样的声音，请选择另一个声音。',
  '\ufeff{"detail":"Not Found"}',
  '--boundary\r\nContent-Type: audio/pcm\r\n\r\n',
];
