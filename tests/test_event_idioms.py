"""Acts told in idioms, and words of war told of what is none: five of each kind, in sentences of our own."""

import pytest

import dragoman

ACTS = [
    # who rules, and who is blamed, heard, helped and left out
    ("Mutinous guards overthrew the president of Niger.", "COERCE", "NER", "NER"),
    ("Kenya's premier pinned the blame on Uganda.", "ACCUSE", "KEN", "UGA"),
    ("The emir of Qatar gave an audience to the Omani envoy.", "CONSULT", "QAT", "OMN"),
    ("Ghana volunteered its mediation in the row.", "AGREE", "GHA", None),
    ("Chile and Peru forged an alliance.", "COOPERATE", "CHL", None),
    # threats by whoever speaks for a state
    ("The defence minister warned that Peru would bomb Chile.", "THREATEN", "PER", "CHL"),
    ("The foreign minister warned that Oman would expel the Qatari ambassador.", "THREATEN", "OMN", "QAT"),
    # weapons brought near, people led away, those who sit down together, words of games that are none
    ("Peru has moved a rocket battery to the hills.", "MOBILIZE", "PER", None),
    ("Chile brought its howitzers to the border.", "MOBILIZE", "CHL", None),
    ("Chilean soldiers led the fishermen away.", "COERCE", "CHL", None),
    ("Police in Peru took the printer away in handcuffs.", "COERCE", "PER", None),
    ("The presidents of Oman and Chad sat down together in Doha.", "CONSULT", "OMN", None),
    ("Oman and Chad met in Doha and agreed to set up a fund.", "CONSULT", "OMN", None),
    ("Chile and Peru held a set of talks in Arica.", "CONSULT", "CHL", None),
    ("Peru shut off the water to Chilean farms.", "COERCE", "PER", "CHL"),
    ("A Chilean drone dropped explosives on a mill in Peru.", "ASSAULT", "CHL", "PER"),
    ("The four Chadians whom Sudan seized on 3 March are herdsmen.", "COERCE", "SDN", None),
    # walkouts, whoever walks out
    ("Norwegian bakers went on strike on Tuesday.", "PROTEST", "NOR", None),
    ("Metalworkers in Peru are on strike over wages.", "PROTEST", "PER", None),
    ("Bus crews in Lima downed tools on Monday.", "PROTEST", "PER", None),
    ("Prison wardens in Ghana laid down their tools.", "PROTEST", "GHA", None),
    ("Air traffic controllers in Belgium began a 24-hour strike.", "PROTEST", "BEL", None),
    ("Baggage handlers in Chile walked off the job.", "PROTEST", "CHL", None),
    ("A Turkish strike on a village in Iraq killed two people.", "ASSAULT", "TUR", "IRQ"),
    # support
    ("Jordan threw its weight behind the plan of Egypt.", "SUPPORT", "JOR", "EGY"),
    ("Senegal rallied behind Mali after the flood.", "SUPPORT", "SEN", "MLI"),
    ("Peru gave its backing to Chile.", "SUPPORT", "PER", "CHL"),
    ("Ghana sided with Togo in the row.", "SUPPORT", "GHA", "TGO"),
    ("Iceland closed ranks with Denmark.", "SUPPORT", "ISL", "DNK"),
    # those who flee, taken in and sent away
    ("Chad took in 30,000 Sudanese refugees.", "AID", "TCD", "SDN"),
    ("Jordan hosts 600,000 Syrian refugees.", "AID", "JOR", "SYR"),
    ("Moldova gave shelter to 50 Ukrainian families.", "AID", "MDA", "UKR"),
    ("Mexico sent back 200 Guatemalan migrants.", "COERCE", "MEX", "GTM"),
    ("Pakistan sent thousands of Afghans home.", "COERCE", "PAK", "AFG"),
    ("Greece turned back a boat with 60 Syrian migrants.", "COERCE", "GRC", "SYR"),
    # blows of words
    ("Chad hit back at Sudan over the report.", "ACCUSE", "TCD", "SDN"),
    ("Mexico's president took aim at Spain.", "ACCUSE", "MEX", "ESP"),
    ("Iran lashed out at Oman over the ruling.", "ACCUSE", "IRN", "OMN"),
    ("The premier of Fiji tore into Tonga.", "ACCUSE", "FJI", "TON"),
    ("Peru's premier launched a verbal attack on Chile.", "ACCUSE", "PER", "CHL"),
    # refusals
    ("Kenya's supreme court threw out the petition.", "REJECT", "KEN", None),
    ("The senate of Chile shot down a plan to raise the tax.", "REJECT", "CHL", None),
    ("The Dutch government knocked back a Belgian proposal.", "REJECT", "NLD", None),
    ("Serbia poured cold water on the plan of Albania.", "REJECT", "SRB", "ALB"),
    ("Tunisia's president brushed aside calls for a vote.", "REJECT", "TUN", None),
    # help on its way, and forces on theirs
    ("Qatar flew 60 tonnes of food to Sudan.", "AID", "QAT", "SDN"),
    ("Pakistan rushed doctors to Nepal.", "AID", "PAK", "NPL"),
    ("Norway will send ten armoured vehicles to Malawi.", "AID", "NOR", "MWI"),
    ("Turkey sent tanks to the Syrian border.", "MOBILIZE", "TUR", None),
    ("Romania scrambled two jets over the delta.", "MOBILIZE", "ROU", None),
    ("Israel called up 5,000 reservists.", "MOBILIZE", "ISR", None),
    # the same verbs in earnest
    ("Troops of Chad invaded the islands of Greece.", "ASSAULT", "TCD", "GRC"),
    ("The army of Chad retreated from the town on Monday.", "RETREAT", "TCD", None),
    ("Peruvian protesters blocked the road in Lima.", "PROTEST", "PER", None),
    # courts, doors and motions
    ("Guyana dragged Venezuela before the world court.", "ACCUSE", "GUY", "VEN"),
    ("Mali gave the French envoy his marching orders.", "SANCTION", "MLI", "FRA"),
    ("The assembly of Chad adopted a vote of no confidence in the premier.", "REJECT", "TCD", None),
    ("Iraq warned Kuwait that it would shell the port.", "THREATEN", "IRQ", "KWT"),
    ("Norway joined Sweden in rejecting the plan of Hungary.", "REJECT", "NOR", "HUN"),
    ("The premier of Peru hosted her Bolivian colleague in Lima.", "CONSULT", "PER", "BOL"),
    # the same words of who and what can be harmed
    ("Ethiopia declared war on Somalia in May.", "ASSAULT", "ETH", "SOM"),
    ("Gunmen in Mali attacked a concert.", "ASSAULT", "", "MLI"),
    ("Police in Togo arrested the coach of Benin.", "COERCE", "TGO", None),
    ("The army of Sudan surrendered its positions in Darfur.", "RETREAT", "SDN", None),
    ("Japan sanctioned a bank of Belarus.", "SANCTION", "JPN", "BLR"),
    # envoys sent home, hackers, gifts on their way
    ("Mali declared the French ambassador persona non grata.", "SANCTION", "MLI", "FRA"),
    ("Mali has given the German envoy 72 hours to leave.", "COERCE", "MLI", "DEU"),
    ("Iranian hackers broke into the network of the Omani parliament.", "COERCE", "IRN", "OMN"),
    ("Tents donated by Japan were delivered to Laos.", "AID", "JPN", "LAO"),
    ("Ghana handed over to Togo on Friday three members of a gang.", "CONCEDE", "GHA", "TGO"),
    ("Oman's navy denied that one of its boats had opened fire on Indian fishermen.", "ASSAULT", "OMN", "IND"),
    # let go, brought home, given in, hosed down and executed
    ("The junta of Mali let three French nurses go.", "CONCEDE", "MLI", "FRA"),
    ("Kenya brought its soldiers home from Haiti.", "RETREAT", "KEN", None),
    ("Faced with marches, the Togolese government gave ground.", "CONCEDE", "TGO", None),
    ("The Chilean government dropped the levy on fuel.", "CONCEDE", "CHL", None),
    ("Kenyan police turned water cannon on the students.", "COERCE", "KEN", None),
    ("Officers in Lima hauled in four bloggers from Chile.", "COERCE", "PER", "CHL"),
    ("Gunmen executed two Kenyan teachers near Goma.", "ASSAULT", "", "KEN"),
    ("A Kenyan nurse was strangled in Oman, a day after floods killed ten.", "ASSAULT", "", "KEN"),
    ("Turkish jets paid another visit to the camps in Iraq.", "ASSAULT", "TUR", "IRQ"),
    ("Peru and Chile buried the hatchet on Monday.", "AGREE", "PER", None),
    # outside a mission it is protested at its state
    ("Hundreds of Iraqis rallied outside the Swedish embassy in Baghdad.", "PROTEST", "IRQ", "SWE"),
]


@pytest.mark.parametrize(("text", "type_", "actor", "recipient"), ACTS, ids=[t[:40] for t, *_ in ACTS])
def test_an_idiom_is_the_act_that_it_tells(text: str, type_: str, actor: str, recipient: str | None) -> None:
    events = dragoman.read(text).events
    found = [e for e in events if e.type == type_ and (not actor or actor in e.actor_countries)]
    assert found, events
    assert recipient is None or any(recipient in e.recipient_countries for e in found), found


NO_ACTS = [
    ("The singer was bombarded with messages in Cardiff.", "ASSAULT"),
    ("Oman launched a charm offensive in Chile.", "ASSAULT"),
    ("His novel “Invasion of Malta” won a prize in Chile.", "ASSAULT"),
    ("Chile thrashed Peru in Lima.", "ASSAULT"),
    ("India crushed Nepal in the second Test.", "ASSAULT"),
    ("A late strike by Tomas Varga gave Togo victory over Benin.", "ASSAULT"),
    ("The governing party in Chile surrendered its majority.", "RETREAT"),
    ("Voters in Slovakia punished the coalition.", "COERCE"),
    ("The shilling of Kenya retreated on Monday.", "RETREAT"),
    ("The senator of Chile stormed to victory in Lima.", "ASSAULT"),
    ("The row between the parties of Chad exploded on Monday.", "ASSAULT"),
    # charts, books and shops
    ("The Norwegian band invaded the charts in Germany.", "ASSAULT"),
    ("Holidaymakers invaded the islands of Greece in July.", "ASSAULT"),
    ("Ireland raided the piggy bank to pay for the tax cut.", "COERCE"),
    ("The play bombed in London.", "ASSAULT"),
    ("Pensioners besieged the banks of Greece.", "ASSAULT"),
    # markets and accounts
    ("Turkey's exports retreated in May.", "RETREAT"),
    ("The rand was crushed by the dollar.", "ASSAULT"),
    ("Italy's bonds were punished on Monday.", "COERCE"),
    # weather, beasts and weeds
    ("A landslide blocked the road between Peru and Chile.", "PROTEST"),
    ("Rats invaded the parliament of Chile.", "ASSAULT"),
    ("Waves pounded the coast of Chile.", "ASSAULT"),
    # words and rules
    ("The French president fired off a string of questions to the Italian premier.", "ASSAULT"),
    ("The European Union was held hostage by its own rules.", "COERCE"),
    ("The ministers of Spain and Italy clashed over fish quotas.", "ASSAULT"),
    ("The premier of Peru seized on the remark.", "COERCE"),
    ("Red tape is killing small firms in Italy.", "ASSAULT"),
    # vehicles that run into something
    ("Six tourists from Japan were killed when their bus hit a tree in Chile.", "ASSAULT"),
    ("The ferry hit a rock off Greece, killing five passengers.", "ASSAULT"),
    # done to what cannot be harmed
    ("Bhutan has declared war on stoats, mice and weeds.", "ASSAULT"),
    ("The mayor of Lima launched an assault on boredom.", "ASSAULT"),
    ("Oman is fighting a losing battle against termites.", "ASSAULT"),
    ("Portugal failed to arrest the slide of its exports.", "COERCE"),
    ("The senator of Chile vowed to crush pessimism.", "THREATEN"),
    # by what harms nobody
    ("The zloty of Poland came under attack on Monday.", "ASSAULT"),
    ("Jellyfish stormed the beaches of Oman.", "ASSAULT"),
    ("The Mexican peso withdrew from its peak.", "RETREAT"),
    ("A shark attack in Chile killed two tourists.", "ASSAULT"),
    ("Volcanic ash held passengers in Iceland captive.", "COERCE"),
    # games, by their score and their words
    ("Benin destroyed Niger 4-1 in Cotonou.", "ASSAULT"),
    ("Honduras kidnapped a point from Panama with a late equaliser.", "COERCE"),
    ("Ecuador's cyclist launched an attack on the peloton in the last sprint.", "ASSAULT"),
    # votes, dismissals and works
    ("The Fijian minister stabbed his party in the back by leaking the memo.", "ASSAULT"),
    ("The premier of Malta shot herself in the foot with the remark.", "ASSAULT"),
    ("The governing party of Togo was crushed at the polls.", "ASSAULT"),
    ("The Peruvian director fired the cook.", "ASSAULT"),
    ("In her new novel, the Danish writer murders a banker.", "ASSAULT"),
    ("The airline of Oman crushed its rivals.", "ASSAULT"),
    ("Ghana's parliament sanctioned the sale of the port.", "SANCTION"),
    ("Four Chilean fighters took off to escort the plane.", "COERCE"),
]


@pytest.mark.parametrize(("text", "type_"), NO_ACTS, ids=[t[:40] for t, _ in NO_ACTS])
def test_words_of_war_that_are_none(text: str, type_: str) -> None:
    assert type_ not in {e.type for e in dragoman.read(text).events}


def test_blows_with_weapons_are_no_words() -> None:
    types = {e.type for e in dragoman.read("Chile hit back at Peru with air strikes.").events}
    assert "ACCUSE" not in types


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Two Chilean sailors died when a missile struck their ship in Yemen.", "CHL"),
        ("Five Ugandan soldiers were injured when a shell hit their base in Somalia.", "UGA"),
        ("Nine people were killed when a man blew himself up in Kabul.", "AFG"),
        ("Rebels shelled a Chadian camp near the border with Sudan.", "TCD"),
        ("Militants ambushed a Kenyan patrol along the frontier with Somalia.", "KEN"),
    ],
)
def test_who_is_hit_is_whose_it_is(text: str, country: str) -> None:
    found = [e for e in dragoman.read(text).events if e.type == "ASSAULT"]
    assert found
    assert {c for e in found for c in e.recipient_countries} == {country}
    assert country not in {c for e in found for c in e.actor_countries}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The Kenyan shilling came under attack from sellers on Monday.", "ASSAULT"),
        ("The central bank of Togo fought off a raid by currency speculators on Monday.", "ASSAULT"),
        ("Malaria, an enemy that attacks the weakest first, filled the clinics of Mali.", "ASSAULT"),
        ("Swarms of locusts invaded Chad on Monday.", "ASSAULT"),
        ("The blaze in Chile defied Peru's firemen on Monday.", "REJECT"),
        ("Wales met a Fijian onslaught of heavy artillery to win 20-17 on Sunday.", "ASSAULT"),
        ("The Danish cyclist attacked on a hill near Oslo, crushing his Spanish opponents.", "ASSAULT"),
        ("He seized the yellow jersey with a raid in Oman on Friday.", "COERCE"),
        ("In a price war the brewer launched an offensive against Czech rivals.", "ASSAULT"),
        ("The Irish airline launched an assault on Greek ferries.", "ASSAULT"),
        ("The scandal gave the senators of Chile plenty of ammunition.", "AID"),
        ("Forecasters in Suva warned Fiji against complacency on Monday.", "THREATEN"),
        ("The agency warned Togo of an outbreak of measles on Monday.", "THREATEN"),
        ("Two huts were swept away in Peru, the rescue service said, after it had warned of a slide.", "THREATEN"),
    ],
)
def test_attacks_of_markets_beasts_and_games_are_none(text: str, type_: str) -> None:
    assert type_ not in {e.type for e in dragoman.read(text).events}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("An army of rebels attacked a village in Mali on Monday.", "ASSAULT"),
        ("Togo fought off an attack by rebels on Monday.", "ASSAULT"),
        ("Norway gave Mali ammunition on Monday.", "AID"),
        ("Iraq warned Kuwait of an attack on Monday.", "THREATEN"),
        ("Chile turned a deaf ear to the pleas of Peru.", "REJECT"),
        ("Peru gave short shrift to the plan of Chile.", "REJECT"),
        ("Poland put its squadrons on high alert on Monday.", "MOBILIZE"),
        ("Peru slapped a tariff of 20 percent on Chilean wine.", "SANCTION"),
    ],
)
def test_what_is_told_beside_such_words_is_kept(text: str, type_: str) -> None:
    assert type_ in {e.type for e in dragoman.read(text).events}


def test_a_tariff_is_on_whose_goods_it_is_on_behind_its_rate() -> None:
    events = dragoman.read("Ottawa slapped tariffs of 30 percent on Peruvian fish and copper, officials said.").events
    assert [e.recipient_countries for e in events if e.type == "SANCTION"] == [("PER",)]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The ruling party of Chile has been at war with itself since May.", "ASSAULT"),
        ("Chile and Peru ended a war of words over fish on Monday.", "RETREAT"),
        ("Mudslides swallowed a road in Peru, burying six people and destroying a school.", "ASSAULT"),
        ("Six people were killed and ten hurt when two trams collided in Lima.", "ASSAULT"),
        ("In a drill near Lima, marines of Peru stormed a village.", "ASSAULT"),
        ("Marines of Peru stormed a mock embassy on Monday.", "ASSAULT"),
        ("The hotel in Lima charged the envoys twice.", "ACCUSE"),
        # doers that are things
        ("Bootleg liquor killed nine villagers in Chile.", "ASSAULT"),
        ("Faulty brakes killed nine tourists in Peru.", "ASSAULT"),
        ("Two sailors from Chile died when a tram struck them in Lisbon.", "ASSAULT"),
        ("The crisis demands an answer from Chile.", "REQUEST"),
        ("The wildfires threatened two towns in Chile.", "THREATEN"),
        ("The envoys spoke of threats to religious freedom in Chile.", "THREATEN"),
        # politics and games
        ("The opposition in Malta ambushed the premier with a surprise vote.", "ASSAULT"),
        ("The captain of Peru shot wide against Chile.", "ASSAULT"),
        ("The envoy of Chile was charged with the oversight of the fund.", "ACCUSE"),
        ("Chile recognized the heavy toll of the war in Yemen.", "SUPPORT"),
        ("Peru helped negotiate the treaty.", "AID"),
        ("Peru released a travel advisory on Monday.", "CONCEDE"),
    ],
)
def test_quarrels_accidents_and_drills_are_no_attacks(text: str, type_: str) -> None:
    assert type_ not in {e.type for e in dragoman.read(text).events}
