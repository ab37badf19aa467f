import type { SentenceRules } from '../types.js';

export const en: SentenceRules = {
  languages: ['en'],
  scripts: ['Latn'],
  abbreviations: {
    joined: `
      mr mrs ms mx messrs mmes Dr Drs Prof Profs Rev Revd Hon Pres Gov Sen Rep Reps Gen Lt Col Cpl Capt Cmdr Cdr Sgt Maj Adm Brig
      Pvt Supt Insp Det Fr Msgr St Ste Sts Mt Mts Ft Pt Amb Atty Asst Assoc Dir Treas
      a.k.a e.g i.e eg viz cf vs v.s incl esp lg approx ca circa resp
    `,
    end: `
      co inc corp ltd llc llp plc bros etc al jr sr esq st ave blvd rd hwy pkwy sq dept govt ibid misc
      ph.d m.d b.a m.a b.sc m.sc ll.b ll.m m.b.a d.phil r.n
      ft lb lbs oz yd yds sec secs min mins hr hrs yr yrs wk wks mo mos gal qt in tbsp tbsps tsp tsps pkg pkgs pcs doz
    `,
    number: `
      p pp pg pgs no nos n° nº № vol vols fig figs Art Arts ch chap sect Sec para tel ext Ex Eq App Ver
      apt apts rm bldg flr rte rt unit est estd fl max avg op opp bk ed ser vv pl ln pop temp
      Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    `,
    name: 'u.s u.s.a u.k e.u u.n u.s.s.r univ b.c a.d b.c.e c.e',
    time: 'a.m p.m',
  },
  starters: `
    a after all also although an and another any are as at because before being but by can could did do does during each even every
    finally first for from had has have he her here hers his how however i if in instead is it its let many maybe more most my no
    not now often on once one only or our perhaps please she should since so some sometimes such that the their then there these they
    this those though through thus today tomorrow two under unfortunately until was we were what when where which while who whose why
    with would yes yesterday yet you your
  `,
  pronouns: 'I',
  interjections:
    'yes no ok okay sure hello hi hey thanks sorry great good right well done fine perfect alright welcome certainly absolutely',
  timeOpeners: 'about after around at before between by from just on only since till until',
  timeFollowers: `
    est edt et pst pdt pt cst cdt ct mst mdt mt gmt bst utc cet cest ist jst aest
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
  `,
  exclaimedNames: 'yahoo! jeopardy! yum! joomla! oklahoma! wham!',
};
