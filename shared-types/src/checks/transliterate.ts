/*
 * Letters that Unicode does not take apart into a letter of a to z and an accent.
 *
 * - Latin: CLDR's Latin-ASCII transform (unicode-org/cldr, common/transforms/Latin-ASCII.xml), and seven letters that it lacks:
 *   ə ǝ ɔ ʒ ʊ ɩ ɣ.
 * - Cyrillic: BGN/PCGN romanization, without its signs, and the letters of Serbian, Macedonian and Kazakh.
 * - Greek: ELOT 743, without the rules for pairs of letters but one.
 */
const latin =
  'ae=æ b=ƀɓƃ c=ƈȼɕ d=ðđɖɗƌȡ dz=ʣʥ e=ɛɇəǝ f=ƒ g=ɠǥɡɣ h=ħɦɧ hv=ƕ i=ıɨɩ j=ȷɉɟʝ k=ƙ l=łƚȴɫɬɭ m=ɱ n=ŋɲƞȵɳ o=øɔ oe=œ oi=ƣ p=ƥ q=ĸʠ r=ɍɼɽɾ s=ȿʂ ss=ß t=ŧƫƭʈȶ th=þ ts=ʦ u=ʉʊ v=ʋ y=ƴɏ z=ƶȥɀʐʑʒ'
const cyrillic =
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ґ=g є=ye і=i ї=yi ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѕ=dz ә=a ғ=g қ=q ң=n ө=o ұ=u ү=u һ=h'
const greek =
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o'
/** What a Greek letter is called where it is a symbol: `β-blockers`. */
const symbols =
  'α=alpha β=beta γ=gamma δ=delta ε=epsilon ζ=zeta η=eta θ=theta ι=iota κ=kappa λ=lambda μ=mu ν=nu ξ=xi π=pi ρ=rho σ=sigma τ=tau φ=phi χ=chi ψ=psi ω=omega'

const tableOf = (pairs: string) => pairs.split(' ').map((pair) => pair.split('=') as [string, string])
const letters = new Map([
  ...tableOf(latin).flatMap(([spelling, all]) =>
    [...all].map((letter): [string, string] => [letter, spelling]),
  ),
  ...tableOf(cyrillic),
  ...tableOf(greek),
])
const symbolNames = new Map(tableOf(symbols))

/**
 * A text in lower case, with its letters spelled in a to z where that is known and without accents; letters of other scripts, such
 * as Chinese or Arabic, stay.
 */
export function transliterate(text: string): string {
  const lower = text
    .replaceAll(/[µμ](?=g|l|m|s|mol)/gu, 'u')
    .normalize('NFKC')
    .toLowerCase()
  const isGreek = /\p{Script=Greek}{2}/u.test(lower)
  const spelled = (letter: string) => (isGreek ? undefined : symbolNames.get(letter)) ?? letters.get(letter)
  return lower.replaceAll(/ο[υύ]/g, 'ou').replaceAll(/[^\0-\x7f]/gu, (letter) => {
    const known = spelled(letter)
    if (known !== undefined) return known
    const bare = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '')
    return Array.from(bare, (part) => spelled(part) ?? part).join('')
  })
}
