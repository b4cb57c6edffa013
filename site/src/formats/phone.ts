/**
 * An E.164 number of the United States as `804.555.0142`. Dots, because a line may break at a hyphen, and the fonts have no
 * no-break hyphen.
 */
export const phoneText = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1.$2.$3')

/** An editor's label of a `tel:` link, with the number formatted like `phoneText`, and without places for a line break. */
export const phoneLabel = (label: string): string =>
  label
    .replace(/(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ](\d{4})/g, '$1.$2.$3')
    .replace(/ /g, '\u00a0')
    .replace(/-/g, '\u2011')
