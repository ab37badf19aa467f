/** The start of a tag at the end of a text: a name with an attribute, or the name of speech markup alone. */
const START = /<\/?[a-z][\w:-]{0,80}(?:\s(?:[^<>]*\s)?[a-z_][\w:.-]*\s*=[^<>]*|\s*)$/i;
const SPEECH_NAME =
  /^<\/?(?:speak|voice|prosody|emphasis|break|say-as|phoneme|audio|desc|lang|sub|mark|[a-z]+:[a-z-]+)\s*$/i;
/** The longest rest of a tag, UTF-16 units. */
const MAX_REST = 600;

/** Returns the slice without the tag that it starts at its end and leaves open. */
export function beforeCutTag(slice: string): string {
  const at = slice.lastIndexOf('<');
  if (at < 0) return slice;
  const tail = slice.slice(at, at + MAX_REST);
  const isCut = START.test(tail) && (tail.startsWith('</') || tail.includes('=') || SPEECH_NAME.test(tail));
  return isCut && at + tail.length === slice.length ? slice.slice(0, at) : slice;
}

/** Returns the slice without the rest of such a tag at its start; the slice itself if the tag has no rest in it. */
export function afterCutTag(slice: string): string {
  const end = slice.slice(0, MAX_REST).search(/[<>]/);
  return end >= 0 && slice[end] === '>' ? slice.slice(end + 1) : slice;
}
