import { cited, denied, guide, guideUrl, phrases, question, rule } from './claim-rule'

/** What keeps a sentence about the future from being a promise. */
const hedges = [
  'think|compare|choose|accept|before-you',
  'some|few|many|may|might|could|whether|depends|depending|decide|decides|chance|unlikely|sometimes|perhaps|up-to',
  'help|helps|practice|practise|prepare|prepares|coach|apply|applying|application*|résumé*|interview*|posting|postings|ad|ads|adviser|advisor|counselor|look-for|looking-for',
  'if|unless|until|while|ask|asks|asked|tell|tells|told',
]

/** Rules for the words that the others do not know: what they are about is enough, unless the sentence says what makes it harmless. */
export const broadClaimRules = [
  rule('More about SCHEV than its certificate', {
    phrases: phrases(
      '{schev} & {we}|{program}|alliedrx',
      'by|with|behind {schev}',
      '{schev} favorite|choice|pick',
    ),
    allowed: phrases(
      ...denied,
      question,
      'certif*|operate !under|with',
      'each-year|every-year|report*|if|when|record*|keeps|tells|reviews|visits|closed|legal|duty|phone|mail|reached|permission|permit|rule*|law|complain*|office|website|list|lists|requires|require|checks|check|inspects|refund|publish*|guide|explains',
      '{schev} ask|asks|keeps|wants',
    ),
    reason: 'SCHEV certifies a school in Virginia to operate. All else reads as its praise.',
    instead: 'AlliedRx is certified to operate by SCHEV.',
    source: guide,
    url: guideUrl,
  }),
  rule('Job as the result of a course', {
    phrases: phrases(
      '{hired} & {we}|{student}|you|your|yours|yourself|me|i|graduation|certified',
      '{student} become|becomes|turn|turns|turned .. {hired}|staff|colleagues|coworkers',
      'job|jobs|career|work .. for|with|by every|each|all|everyone|everybody',
      'go|goes|went|walk|walks|move|moves straight|right|directly .. to|into .. work|job|jobs|hospital|clinic|pharmacy',
      'enough of our|alliedrx',
      '{student} ... next|soon & {hired}|call|calls|calling',
      'hospitals|clinics|pharmacies|employers|laboratories|labs|doctors|managers call|calls|phone|beg|ask-for|come|fight*|compete|knock|wait|line & {we}|{student}|you',
      'from classroom|class|training|student|graduation|school|couch .. to .. {hired}|work|career|job|jobs|clinic|hospital',
      'only|just ... still|yet looking|searching|unemployed|jobless',
      'with your name on',
      'empty handed',
      '{student}|you .. offered|given|handed|promised ... {job}|positions',
      '{number}|{most} ... {student} .. work|works|working in|at|for|as',
      'goodbye|farewell|no-more|end-of|end-to .. unemployment|layoffs|job-hunting|job-search|job-searches|dead-end',
      'work|career|careers|jobs|employers|hospitals|clinics .. waiting|waits|awaits',
      '{student} .. found|find|finds|landed .. work|jobs|employment',
      'get|gets|got|land|lands|grab|keep the job',
      'more jobs|offers|openings|positions than',
      'your pick',
      'badge|desk|locker|uniform|shift|spot .. .. .. waiting|waits|ready',
      'how soon|fast|quickly|long ... {job} ? !{not}|it|that|we',
    ),
    allowed: phrases(
      ...denied,
      question,
      ...hedges,
      cited,
      'beside|besides|alongside|around|keep|quit|leave|lose|have|need a|your|their job',
      'between you|the and|two',
      '{hired} code|codes|form|forms|history|record|records|tax',
      '^ who|which .. hires|hire',
    ),
    reason: 'No school can promise a job, and a promise misleads the people who pay for the course.',
    instead:
      'Our career adviser helps you with your résumé and with practice interviews. Employers decide whom they hire.',
  }),
  rule('Pay as the result of a course', {
    phrases: phrases(
      '{wage} & {we}|{student}|you|your|me|i|my',
      '^ a|an|the {wage}|pay you|that|to|for',
      '^ pay that',
      'great|good|top|excellent|amazing|generous pay|salary|salaries|wages|money',
      'worry|worries|worrying .. money|bills|rent|debt',
      'higher|better|bigger|more pay|wages|wage|salary|salaries|paychecks is|are|awaits|await|starts|start|begins|here',
      '{wage} .. .. in|within|after|by .. .. weeks|months|days|week|month|year|summer|christmas|spring|fall|semester|classes',
      'more money than',
      'financial|financially freedom|free|independen*|secure|security|comfort*',
      'paycheck to paycheck',
      'doubl*|tripl*|twice .. what you|i|they ... make|made|earn|earned',
      '{wage} .. rise|rises|grow|grows|climb|climbs|jump|jumps|soar|soars|start|starts & {we}|{student}|you|fast',
      'my|our|their {wage} jump*|doubl*|tripl*|rose|grew|went',
    ),
    allowed: phrases(
      ...denied,
      question,
      ...hedges,
      cited,
      '{official}',
      'earn|earns|earned .. .. point*|badge*|star*|certificate|certification|credential|credit*|place|score*|title|trust|respect|degree',
      'what|how-much you|they earn|make',
      'earn the {number}',
      'lose|lost|give-up',
      'budget|record|records|code|codes|form|forms|tax|math|proof|statement',
    ),
    reason:
      'What graduates earn depends on the employer, the shift and the region. A figure without its source reads as a promise.',
    instead:
      'The median wage of the occupation with its source, place and year: “$43,460 a year (US Bureau of Labor Statistics, May 2024)”.',
  }),
]
