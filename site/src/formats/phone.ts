/**
 * A telephone number as people in the United States write it. Dots, because a line may break at a hyphen, and the
 * typefaces have no hyphen that does not break.
 */
export const phoneText = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1.$2.$3')

/** The label of a `tel:` link as an editor wrote it, with the number in the site's own form and in one piece. */
export const phoneLabel = (label: string): string =>
  label
    .replace(/(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ](\d{4})/g, '$1.$2.$3')
    .replace(/ /g, '\u00a0')
    .replace(/-/g, '\u2011')
