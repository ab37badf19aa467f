declare module 'sentencex' {
  /** Splits a text into its sentences, with the white space after each. */
  export function segment(language: string, text: string): string[];
}
