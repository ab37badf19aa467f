/** Returns the words of a list, which white space separates. */
export const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');
