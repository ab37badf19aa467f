/**
 * Words by a key. Several forms of a noun are separated by " | ", in the order of the CLDR plural categories of the
 * language (zero, one, two, few, many, other). Two forms are those for one and for the rest; a single form fits every
 * number.
 */
export type Words = Readonly<Record<string, string>>;
