/**
 * A telephone number as people in the United States write it. Dots, because a line may break at a hyphen, and the
 * typefaces have no hyphen that does not break.
 */
export const phoneText = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1.$2.$3')
