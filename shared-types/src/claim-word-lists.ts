/** Words on lines of their own; an entry may have several words. */
const entries = (...lines: string[]) => lines.flatMap((line) => line.split(', ')).join('\n')

/** The word lists that a new school starts with, for the phrases of its rules; admins change their copy in the CMS. */
export const claimWordLists = [
  {
    name: 'not',
    words: entries(
      'not, never, nor, neither, cannot, no one, nobody, none of, none is, none are, is none, are none, has none, have none, nothing on, nothing here, nothing in, nothing we, nothing that, nothing to do, promise nothing, nothing but, worth nothing, means nothing, promised me nothing, promised us nothing, guarantee nothing, nothing you, nothing would, nothing will, nothing about, yet to, nowhere, outside the, hardly, against, instead of, refuse, refuses',
      "can't, don't, doesn't, didn't, isn't, aren't, wasn't, weren't, won't, wouldn't, haven't, hasn't, ain't",
      'false, forbidden, illegal, prohibited, misleading, be wary, beware, be careful',
    ),
  },
  {
    name: 'harmless',
    words: entries(
      'only, just, this affordable, this easy, so easy, let money, let fear, let the, let your, let a, let doubts, money, worry, miss, wait, hesitate, delay, matter, wonder, doubt, believe, surprised, alone, stop, better, other, more, longer, need, take our word, to worry, to mention, forget, further, exam, paperwork, test, fail, failed, unemployed, board, cost, risk, experience, prior, previous, in life, catch, strings, problem, one minute, even, settle, what, a gamble, have to, least, lost, losing, sure',
    ),
  },
  {
    name: 'yes',
    words: entries(
      'yes, sure, it sure, it is, it was, it does, it will, it has, they do, they are, they will, we do, we are, we have, we did, you will, you can, you do, you are, you bet, indeed, absolutely, of course, definitely, certainly, always, naturally, guaranteed, without question, without a doubt, all of them, every one, every single, each of them, most of them, everyone, 100%',
    ),
  },
  {
    name: 'bad',
    words: entries(
      'expire, expires, repay, pay back, owe, get enough, enough of, after our, after your, better, faster, happier, prouder, more, waiting list, lecture, fail, flunk, flunks, flunked, empty handed, looking, searching, employed within, hired within, working within, job hunting, out of a job, stop you, hold you, keep you, too late, too old, struggling, laid off, risk, risks, fails, failed, failing, failure, unemployed, jobless, out of work, trouble, worry, worries, wonder, regret, struggle, struggles, struggled, hesitate, doubt, wait, waits, waiting, wasted, a cent, a dime, a penny, turned away, refused, without, lost, loses, exceptions, catch, strings, misses, beats, beat, matches, comes close, knows, done until, stop until, rest until, paycheck to, disappoint*, complaint, complained',
    ),
  },
  {
    name: 'schev',
    words: entries(
      'schev, s c h e v, council that certifies, state council, council of higher education, council for higher education, higher education council, council on higher education, virginia council, council of virginia, higher education agency, higher education authority, higher education board, higher education commission, state regulator*, state education agency, education department',
    ),
  },
  {
    name: 'approval',
    words: entries(
      'accredit*, accreditation, endors*, recommend*, approv*, supervis*, sanction*, commend*, vouch*, prais*, backed, backs, backing, blessing, seal of, stamp of, favors, favorite, favourite, preferred, prefers, recogni*, trusts, trusted, rates, rated, rating, ranks, ranked, award*, excellen*, best, top, stands behind, stand behind, quality, gold, stars, highest, marks, support*, boast*, picked, chose, chosen, selected, singled, model, honored, honoured, proud, applaud*, celebrat*, admire*, champion*, guarantee*, confidence, green light, thumbs up, seal, sponsor*, loves, likes, exemplary, outstanding, full faith',
    ),
  },
  {
    name: 'program',
    words: entries(
      'program*, course, courses, class, classes, school, schools, institute, institution, academy, training, curriculum, curricula, education, provider, certificate, diploma, campus, faculty',
    ),
  },
  {
    name: 'we',
    words: entries(
      "we, we're, we've, we'll, we'd, our, ours, us, alliedrx, allied rx, this school, the school, this institute, the institute, my school, here, this program, this course, this class, the course, the program, the programme, this programme",
    ),
  },
  {
    name: 'student',
    words: entries(
      'student*, graduate*, grad, grads, alum, alumni, alumna, alumnus, learner*, trainee*, extern, externs, completer*, finisher*, candidate*, participant*, cohort*, class, classmates, everyone, everybody, anyone, anybody, those who, all who, technician*, phlebotomist, phlebotomists, coder, coders, biller*, assistants, newcomers, test takers, test taker, enrollee*, finishers, people, each of us, all of us, them, person who',
    ),
  },
  {
    name: 'job',
    words: entries(
      'job, jobs, position, positions, career, careers, employ, employed, employment, employer, employers, hire, hires, hired, hiring, snapped up, recruited, taken on, on the payroll, job hunting, job hunt, job search, find work, finds work, found work, in work, at work, to work, working, role, roles, place you, placed, placement, placements, offer, offers, offered, in the field, workforce, paycheck, employable',
    ),
  },
  {
    name: 'hired',
    words: entries(
      'hired, hires, hiring managers, unemployment, employed, employable, unemployed, jobless, out of work, payroll, recruit, recruits, recruited, recruiters, snapped up, job offer, job offers, find work, finds work, found work, get a job, gets a job, got a job, get the job, job search, job hunt, work is waiting, jobs are waiting, an offer, offer letter, in demand, placement, placements, placed in, new job, first job, dream job, a job, your job, jobs waiting, steady work, steady job, secure job, stable job, in a job, in jobs, career waiting, employees, on staff, as staff, hospital badge, hospital paycheck, clinic badge, new hires',
    ),
  },
  {
    name: 'wage',
    words: entries(
      'salary, salaries, wage, wages, income, incomes, paycheck, paychecks, earnings, earn, earns, take home, takes home, bring home, brings home, better pay, higher pay, bigger pay, good pay, great pay, top pay, best paid, well paid, better paid, highly paid, high paying, higher paying, well paying, better paying, best paying, top dollar, support a family, raise a family, feed a family, pay raise, pay bump, earning power',
    ),
  },
  {
    name: 'guarantee',
    words: entries(
      'guarant*, promis*, assur*, without fail, automatic*, sorted, in the bag, a sure thing, a done deal, a safe bet, a lock, foolproof, ironclad, surefire, money back, or your money, tuition back, no matter what, risk free, bank on, lock in, locked in, in hand, lined up, kept her word, kept his word, kept their word, kept its word, for life, never fail*, bound to, certainty',
    ),
  },
  {
    name: 'likely',
    words: entries(
      'certain, certainly, sure, surely, secure, secured, secures, definitely, ensure, ensures, ensured, waiting, waits, awaits, count on, rely on, always, set to, is yours, are yours, ready for you',
    ),
  },
  {
    name: 'most',
    words: entries(
      'all, all of, every, each, every one, everyone, everybody, anyone, anybody, any, most, most of, almost all, nearly all, nearly every, almost every, the majority, majority of, vast majority, three quarters, two thirds, four fifths, half, more than half, quarters, thirds, out of, in ten, in five, in four, in every, of ten, of five, of four, of three, out of ten, twice as many, more of our',
    ),
  },
  {
    name: 'pay',
    words: entries(
      'earn, earns, earned, earning, earnings, salary, salaries, wage, wages, income, incomes, paycheck, paychecks, pay raise, raise, your pay, the pay, pay of, pay starts, starting pay, higher pay, better pay, get paid, be paid, are paid, make, makes, made, making, take home, takes home, taking home, took home, bring home, brings home, pockets, command, commands, pull in, pulls in, pulling in, pulled in, bring in, brings in, rake in, rakes in, take in, takes in, net, nets, collect, collects, clear, clears, banks, starts at, start at, get, gets, paid, pays, worth, rate of pay, payday, an hour, per hour, hr, hourly, six figure, six figures',
    ),
  },
  {
    name: 'exam',
    words: entries(
      'exam, exams, examination*, test, tests, ptce, ptcb, excpt, cpt, cbcs, cpc, cet, ccma, cmaa, nha, certification, board, boards, licensure',
    ),
  },
  {
    name: 'pass',
    words: entries(
      'pass, passes, passed, passing, get through, gets through, got through, getting through, sail through, sails through, breeze through, breezes through, come through, make it through, get certified, gets certified, got certified, clear, clears, cleared, ace, aces, aced, succeed, succeeds, success, beat, beats, nail, nails, crush, conquer',
    ),
  },
  {
    name: 'counted',
    words: entries(
      'survey*, nha reports, ptcb reports, counted, as counted, score reports, records, questionnaire*, telephone*, answered, responded, reported to us, asked, followed up, checked on',
    ),
  },
  {
    name: 'official',
    words: entries(
      'median, bureau, bls, careeronestop, department of labor, labor statistics, national average, source, employment commission, occupational outlook, depends, varies, vary, differ, differs',
    ),
  },
  {
    name: 'finish',
    words: entries(
      'complet*, finish*, graduat*, last day, last class, end of the course, end of the program, end of the programme, end of class, certificate, attend*, after class, our course, our class, our program, our programme, this course, this class, this program, this programme, the course, the class, the program, the programme, training, hours, enroll, sign up, weeks, walk out, leave, with us, diploma, comes with',
    ),
  },
  {
    name: 'license',
    words: entries(
      'license, licenses, licensed, licensure, licence, licences, licenced, licensing, licences',
    ),
  },
  {
    name: 'employer',
    words: entries(
      "walgreens, cvs, kroger, walmart, publix, rite aid, costco, wegmans, food lion, harris teeter, sam's club, target pharmacy, bon secours, vcu, vcu health, hca, henrico doctors', henrico doctors, chippenham, johnston willis, parham doctors, st mary, st francis, memorial regional, sentara, inova, carilion, mary washington, riverside, uva health, uva, novant, centra, ballad, kaiser, kaiser permanente, patient first, medexpress, concentra, labcorp, quest, quest diagnostics, biolife, octapharma, csl plasma, red cross, johns hopkins, mayo clinic, cleveland clinic, optum, aetna, anthem, cigna, humana, unitedhealth*, cardinal health, mckesson, veterans hospital, mcguire, amazon pharmacy, medstar, children's hospital",
    ),
  },
  {
    name: 'firms',
    words: entries(
      'hospital, hospitals, pharmacy, pharmacies, clinic, clinics, laboratory, laboratories, lab, labs, health system, health systems, employer, employers, practices, doctors, physicians, managers, recruiters, chain, chains, companies',
    ),
  },
  {
    name: 'love',
    words: entries(
      'recommend, recommends, recommended, endors*, trust, trusts, trusted, prefer, prefers, hire, hires, hired, hiring, employ, employs, love, loves, loved, recruit, recruits, praise, praises, want, wants, seek, seeks, favor, favors, rely on, relies on, turn to, turns to, come to, comes to, ask for, asks for, call, calls, snap up, snaps up, vouch*, admire, admires, impressed, partner*, reserve, reserves, look for',
    ),
  },
  {
    name: 'praise',
    words: entries(
      'recommend*, endors*, trust, trusts, trusted, prefer, prefers, preferred, hire, hires, hired, hiring, partner, partners, partnered, partnership*, employ, employs, employed, employ, choose, chooses, chosen, choice, says, say, said, tell us, tells us, loves, love, favorite, favourite, approv*, recruit, recruits, recruited, seek, seeks, sought, backed, sponsor*, come to us, comes to us, turn to us, turns to us, work at, working at, works at, jobs at, job at, careers at, career at, proud of, praise*, impressed, interview*, affiliate*, teamed up, best prepared, snap up, snaps up, welcome, welcomes, reserve, reserves, accredit*, vouch*, rely on, relies on',
    ),
  },
] as const
