const list = (text: string) => text.trim().split(/\s+/)

/*
 * From the list of leaked passwords of zxcvbn-ts (@zxcvbn-ts/language-common 4.1.3, MIT, https://zxcvbn-ts.github.io/zxcvbn), without
 * obscene words.
 */

/** Words of the most used passwords, and of this school: `Sunshine2024!` is such a word, a year and a mark. */
export const commonWords = list(`
  password qwerty dragon baseball football monkey letmein shadow master michael mustang qwertyuiop superman jordan qazwsx jennifer
  hunter harley zxcvbnm asdfgh buster andrew batman soccer tigger charlie robert sunshine thomas iloveyou ranger daniel hockey
  george computer michelle jessica starwars pepper klaster zxcvbn freedom princess joshua maggie ginger amanda ashley cheese
  nicole summer matthew chelsea dallas matrix william yankees taylor corvette austin access martin heather thunder merlin secret
  diamond hello anthony hammer silver gfhjkm justin patrick richard bailey internet samantha golfer scooter orange cookie maverick
  jackson sparky mickey phoenix bigdog snoopy guitar whatever chicken morgan andrea camaro mercedes peanut ferrari cowboy falcon
  welcome samsung steelers joseph smokey dakota melissa arsenal boomer eagles tigers marina nascar gateway porsche yellow monster
  spider hannah bulldog junior london purple compaq lakers iceman cowboys money banana boston brandon tennis johnny miller coffee
  scooby edward nikita mother yamaha brandy barney chester oliver charles player knight forever steven rangers midnight chicago
  redsox victoria badboy angel please fender chris jasper james rabbit natasha rachel marine wizard marlboro raiders prince casper
  fishing flower crystal jasmine adidas winner winter gandalf enter ghbdtn angela golden lauren cocacola winston madison angels
  panther shannon sophie johnson asdfasdf david toyota tiger murphy canada danielle jonathan liverpoo muffin cooper apples jackie
  dennis black sandra pokemon slipknot carlos qazxsw scorpion qwaszx nathan startrek rainbow asdfghjkl redskins newyork gemini
  cameron qazwsxedc florida liverpool turtle nicholas viking wilson sierra doctor rocket victor dolphins captain bandit jaguar
  packers pookie peaches dolphin helpme tucker theman tiffany maxwell jeremy qwertyui debbie albert maddog monica united giants
  nirvana metallic hotdog rosebud mountain benjamin warrior stupid elephant success bonnie alexis lucky jason scorpio samson
  azerty freddy driver willie calvin sydney gators dexter bubba creative voodoo happy arthur trouble america nissan gunner rebecca
  stella garfield gordon jessie parker asdfghjk apollo eminem december legend airborne beavis august apple brooklyn godzilla
  skippy buddy qwert kitten magic shelby beaver phantom nothing asdasd williams xavier braves darkness travis copper tomcat
  platinum qweqwe girls bigboy green power animal police online voyager lifehack sniper trinity walter blazer heaven snowball
  bubbles loveme cricket marvin willow donkey topgun nintendo saturn family november gabriel destiny pakistan pumpkin digital
  sergey chance explorer redwings private therock runner lasvegas guinness beatles cassie christin celtic broncos andrey babygirl
  nelson donald scott eclipse cartman fluffy louise michigan testing carolina little samuel alexande birdie steve cherry pantera
  sharon gibson vampire mexico peter buffalo montana genius flyers maximus school minecraft lovely stalker metallica doggie carter
  kristina kimberly spencer speedy barbara snickers sabrina carmen marcus bronco yankee friends paradise dreams magnum horses
  caroline lacrosse goober member qwertyu enigma scotty pimpin bollocks brian surfer sammy genesis poohbear qweasdzxc racing
  friend hawaii billy viper october vanessa poopoo einstein stanley walker drowssap stephen courtney simple alaska badger action
  denise jester spitfire drummer forest patricia maryjane champion diesel svetlana friday kevin gregory pamela frank hotrod chevy
  anderson douglas westside security google shorty tester thumper administrator admin login default changeme guest test passwort
  qwertz hallo bonjour motdepasse contrasena password1 passw letme spring autumn monday january february march april june july
  september pharmacy student teacher office clinic medical alliedrx institute healthcare phlebotomy course
`)

/** The most used passwords of 12 characters or more that are not easy to guess by their words and sequences. */
export const commonPasswords = new Set(
  list(`
  q1w2e3r4t5y6 1q2w3e4r5t6y mailcreated5240 polniypizdec0211 sojdlg123aljg leavemealone sonyericsson ghhh47hj7649 flvbybcnhfnjh
  ghbdtnrfrltkf websolutions finalfantasy chickenwing101 unbelievable contortionist newproject2004 needforspeed businessbabe
  maurolarastefy supernatural professional domainlock2005 scandinavian dkflbvbhjdbx hd764nw5d7e1vb1 dkflbvbhjdyf counterstrike
  vfvfvskfhfve fkmnthyfnbdf intelligence 23176djivanfros whosyourdaddy fktrcfylhjdbx fktrcfylhjdyf 010203040506 lost4815162342
  102030405060 vanyarespekt 89231243658s iseedeadpeople transformers combat123654 4815162342lost ghjcnjrdfibyj international
  saun24865709 q1w2e3r4t5y6u7 ptybnxtvgbjy polniypizdec110211 playstation3 31217221027711 mevefalkcakk hedimaptfcor cosmopolitan
  q1w2e3r4t5y6u7i8 zqjphsyf6ctifgu lhbjkjubz2957704 12qw34er56ty christopher1 159753456852 networkingpe philadelphia boy4u2ownnyc
  ingodwetrust installdevic an83546921an13 qawsedrftgyh auckland2010 residentevil olcrackmaster 32615948worms avrillavigne
  massimiliano nhfdvfnjkju123 742617000027 41d8cd98f00b nemvxyheqdd5oqxyxyzi p030710p$e4o punksnotdead fynfyfyfhbde nightcrawler
  playstation2 gjkysqgbpltw 01telemike01 stratocaster installsqlst frederiksberg 1a2s3d4f5g6h sanfrancisco 89876065093rax
  lytghjgtnhjdcr nhecsyfujkjdt seemnemaailm antananarivu greenlantern ghjcnjgbpltw q1w2e3r4t5y6u7i8o9p0 59382113kevinp
  gtnhjpfdjlcr bltynbabrfwbz passwordstandard maprchem56458 construction bpgjldsgjldthnf iampurehaha2 stinkyfinger cjdthitycndj
  corperfmonsy weihnachtsbau stickdaddy77 014702580369 necronomicon mortalkombat systemofadown a1s2d3f4g5h6 minnesota_hp
  vladimirovna ilovemyfamily websolutionssu amadeusptfcor specialinsta nhfycajhvths rfnthbyf1988 paraklast1974 webuivalidat
  msorcloledbr wazzkaprivet weihnachtsbaum fktrcfylhjdf z1x2c3v4b5n6m7 ghjnbdjcnjzybt sonnenschein anytimetoday ntktdbpjh1994
  nick1234-rem936 thecakeisalie ontheoutside zcfvfzkexifz ghjatccbjyfk aksjdlasdakj89879 23wkoa0fp78dk fatima753357 6215mila6215
  4815162342lf pfqwtd27121988 cnfc35762209 civilization findaupair007 alpha135792468 ghtdtlvtldtl gfhfktkjuhfv lytdybrbdfvgbhf
  ronaldinho10 ipo54tj45uy856 89semtsriuty sdicmt7seytn blacksonblon ktjynsq40147 1a2a3a4a5a6a bullnuts2003 050605rostik
  19960610ilja z1x2c3v4b5n6 entertainment 89063032220m badiman28200 nhbujyjvtnhbz polniypizdec1102 ne_e_pod_chehyl hd764nw5d7e1vbv
  gthtrfnbgjkt configuratio msoracle32re bhrh0h2oof6xbqjeh 193570356033
`),
)
