//! Closed code lists: PLOVER's types, modes, contexts and sectors (manual of 2023-24).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// PLOVER event type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// To agree to, promise or offer something; a meeting in the future.
    Agree,
    /// To meet, visit, call or negotiate.
    Consult,
    /// To praise, endorse, recognise, sign an agreement.
    Support,
    /// To give way in words.
    Concede,
    /// To work together in deed.
    Cooperate,
    /// To give help.
    Aid,
    /// To withdraw, release, disarm, cease fire, resign.
    Retreat,
    /// To ask for or demand something.
    Request,
    /// To criticise, accuse, investigate, complain.
    Accuse,
    /// To refuse, decline, cancel, veto.
    Reject,
    /// To threaten.
    Threaten,
    /// To demonstrate, strike, riot.
    Protest,
    /// To reduce or break off relations, aid, talks.
    Sanction,
    /// To deploy, exercise, put on alert.
    Mobilize,
    /// To arrest, seize, restrict, expel.
    Coerce,
    /// To use violence.
    Assault,
}

/// PLOVER mode: how an event of a type was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// `visit`.
    Visit,
    /// `third-party`.
    ThirdParty,
    /// `multilateral`.
    Multilateral,
    /// `phone`.
    Phone,
    /// `withdraw`.
    Withdraw,
    /// `release`.
    Release,
    /// `disarm`.
    Disarm,
    /// `ceasefire`.
    Ceasefire,
    /// `access`.
    Access,
    /// `resign`.
    Resign,
    /// `assist`.
    Assist,
    /// `change`.
    Change,
    /// `yield`.
    Yield,
    /// `meet`.
    Meet,
    /// `disapprove`.
    Disapprove,
    /// `investigate`.
    Investigate,
    /// `allege`.
    Allege,
    /// `restrict`.
    Restrict,
    /// `arrest`.
    Arrest,
    /// `relations`.
    Relations,
    /// `expel`.
    Expel,
    /// `territory`.
    Territory,
    /// `violence`.
    Violence,
    /// `demo`.
    Demo,
    /// `riot`.
    Riot,
    /// `strike`.
    Strike,
    /// `hunger`.
    Hunger,
    /// `boycott`.
    Boycott,
    /// `obstruct`.
    Obstruct,
    /// `vandalize`.
    Vandalize,
    /// `convict`.
    Convict,
    /// `discontinue`.
    Discontinue,
    /// `troops`.
    Troops,
    /// `weapons`.
    Weapons,
    /// `police`.
    Police,
    /// `militia`.
    Militia,
    /// `seize`.
    Seize,
    /// `censor`.
    Censor,
    /// `curfew`.
    Curfew,
    /// `martial-law`.
    MartialLaw,
    /// `deport`.
    Deport,
    /// `withhold`.
    Withhold,
    /// `misinformation`.
    Misinformation,
    /// `cyber`.
    Cyber,
    /// `abduct`.
    Abduct,
    /// `beat`.
    Beat,
    /// `torture`.
    Torture,
    /// `sexual`.
    Sexual,
    /// `targeted`.
    Targeted,
    /// `destroy`.
    Destroy,
    /// `primitive`.
    Primitive,
    /// `firearms`.
    Firearms,
    /// `explosives`.
    Explosives,
    /// `suicide-attack`.
    SuicideAttack,
    /// `aerial`.
    Aerial,
    /// `drone`.
    Drone,
    /// `heavy-weapons`.
    HeavyWeapons,
    /// `crowd-control`.
    CrowdControl,
    /// `unconventional`.
    Unconventional,
}

/// PLOVER context: what an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// `military`.
    Military,
    /// `intelligence`.
    Intelligence,
    /// `executive`.
    Executive,
    /// `legislative`.
    Legislative,
    /// `election`.
    Election,
    /// `political_institutions`.
    PoliticalInstitutions,
    /// `pro_democracy`.
    ProDemocracy,
    /// `pro_autocracy`.
    ProAutocracy,
    /// `economic`.
    Economic,
    /// `legal`.
    Legal,
    /// `reparations`.
    Reparations,
    /// `human_rights`.
    HumanRights,
    /// `rights_freedoms`.
    RightsFreedoms,
    /// `repression`.
    Repression,
    /// `human_security`.
    HumanSecurity,
    /// `gender`.
    Gender,
    /// `lgbt`.
    Lgbt,
    /// `religion_ethnicity`.
    ReligionEthnicity,
    /// `inequality`.
    Inequality,
    /// `diplomatic`.
    Diplomatic,
    /// `territory`.
    Territory,
    /// `peacekeeping`.
    Peacekeeping,
    /// `health`.
    Health,
    /// `asylum`.
    Asylum,
    /// `migration`.
    Migration,
    /// `disasters`.
    Disasters,
    /// `natural_resource`.
    NaturalResource,
    /// `environment`.
    Environment,
    /// `technology`.
    Technology,
    /// `terrorism`.
    Terrorism,
    /// `cbrn`.
    Cbrn,
    /// `cyber`.
    Cyber,
    /// `misinformation`.
    Misinformation,
    /// `crime`.
    Crime,
    /// `corruption`.
    Corruption,
    /// `illegal_drugs`.
    IllegalDrugs,
    /// `trafficking`.
    Trafficking,
}

/// PLOVER sector of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Sector {
    /// Police.
    Cop,
    /// Government.
    Gov,
    /// Judiciary.
    Jud,
    /// Legislature.
    Leg,
    /// Armed forces.
    Mil,
    /// Paramilitaries.
    Prm,
    /// Political party.
    Pty,
    /// Rebels.
    Reb,
    /// Intelligence service.
    Spy,
    /// Unidentified armed force.
    Uaf,
    /// Unknown.
    Unk,
    /// Agriculture.
    Agr,
    /// Business.
    Bus,
    /// Criminals.
    Crm,
    /// Civilians.
    Cvl,
    /// Education.
    Edu,
    /// Elites, former office holders.
    Eli,
    /// Journalists.
    Jrn,
    /// Labour.
    Lab,
    /// Health.
    Med,
    /// Refugees.
    Ref,
    /// Opposition.
    Opp,
    /// Partly recognised state.
    Pre,
    /// Religion.
    Rel,
    /// Social movements.
    Soc,
    /// Non-governmental organization.
    Ngo,
    /// Intergovernmental organization.
    Igo,
}

/// Quad class: verbal or material, cooperation or conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quad {
    /// Class 1.
    VerbalCooperation,
    /// Class 2.
    MaterialCooperation,
    /// Class 3.
    VerbalConflict,
    /// Class 4.
    MaterialConflict,
}

impl EventType {
    /// Every type, in the manual's order.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// The type's name in capitals, as PLOVER writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Concede => "CONCEDE",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }

    /// The type that PLOVER writes as `text`.
    pub fn parse(text: &str) -> Option<EventType> {
        EventType::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The manual's quad class.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }
}

impl Sector {
    /// The code, in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Sector::Cop => "COP",
            Sector::Gov => "GOV",
            Sector::Jud => "JUD",
            Sector::Leg => "LEG",
            Sector::Mil => "MIL",
            Sector::Prm => "PRM",
            Sector::Pty => "PTY",
            Sector::Reb => "REB",
            Sector::Spy => "SPY",
            Sector::Uaf => "UAF",
            Sector::Unk => "UNK",
            Sector::Agr => "AGR",
            Sector::Bus => "BUS",
            Sector::Crm => "CRM",
            Sector::Cvl => "CVL",
            Sector::Edu => "EDU",
            Sector::Eli => "ELI",
            Sector::Jrn => "JRN",
            Sector::Lab => "LAB",
            Sector::Med => "MED",
            Sector::Ref => "REF",
            Sector::Opp => "OPP",
            Sector::Pre => "PRE",
            Sector::Rel => "REL",
            Sector::Soc => "SOC",
            Sector::Ngo => "NGO",
            Sector::Igo => "IGO",
        }
    }

    /// The sector with the code `text`.
    pub fn parse(text: &str) -> Option<Sector> {
        Some(match text {
            "COP" => Sector::Cop,
            "GOV" => Sector::Gov,
            "JUD" => Sector::Jud,
            "LEG" => Sector::Leg,
            "MIL" => Sector::Mil,
            "PRM" => Sector::Prm,
            "PTY" => Sector::Pty,
            "REB" => Sector::Reb,
            "SPY" => Sector::Spy,
            "UAF" => Sector::Uaf,
            "UNK" => Sector::Unk,
            "AGR" => Sector::Agr,
            "BUS" => Sector::Bus,
            "CRM" => Sector::Crm,
            "CVL" => Sector::Cvl,
            "EDU" => Sector::Edu,
            "ELI" => Sector::Eli,
            "JRN" => Sector::Jrn,
            "LAB" => Sector::Lab,
            "MED" => Sector::Med,
            "REF" => Sector::Ref,
            "OPP" => Sector::Opp,
            "PRE" => Sector::Pre,
            "REL" => Sector::Rel,
            "SOC" => Sector::Soc,
            "NGO" => Sector::Ngo,
            "IGO" => Sector::Igo,
            _ => return None,
        })
    }
}

impl Mode {
    /// The mode as PLOVER writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Visit => "visit",
            Mode::ThirdParty => "third-party",
            Mode::Multilateral => "multilateral",
            Mode::Phone => "phone",
            Mode::Withdraw => "withdraw",
            Mode::Release => "release",
            Mode::Disarm => "disarm",
            Mode::Ceasefire => "ceasefire",
            Mode::Access => "access",
            Mode::Resign => "resign",
            Mode::Assist => "assist",
            Mode::Change => "change",
            Mode::Yield => "yield",
            Mode::Meet => "meet",
            Mode::Disapprove => "disapprove",
            Mode::Investigate => "investigate",
            Mode::Allege => "allege",
            Mode::Restrict => "restrict",
            Mode::Arrest => "arrest",
            Mode::Relations => "relations",
            Mode::Expel => "expel",
            Mode::Territory => "territory",
            Mode::Violence => "violence",
            Mode::Demo => "demo",
            Mode::Riot => "riot",
            Mode::Strike => "strike",
            Mode::Hunger => "hunger",
            Mode::Boycott => "boycott",
            Mode::Obstruct => "obstruct",
            Mode::Vandalize => "vandalize",
            Mode::Convict => "convict",
            Mode::Discontinue => "discontinue",
            Mode::Troops => "troops",
            Mode::Weapons => "weapons",
            Mode::Police => "police",
            Mode::Militia => "militia",
            Mode::Seize => "seize",
            Mode::Censor => "censor",
            Mode::Curfew => "curfew",
            Mode::MartialLaw => "martial-law",
            Mode::Deport => "deport",
            Mode::Withhold => "withhold",
            Mode::Misinformation => "misinformation",
            Mode::Cyber => "cyber",
            Mode::Abduct => "abduct",
            Mode::Beat => "beat",
            Mode::Torture => "torture",
            Mode::Sexual => "sexual",
            Mode::Targeted => "targeted",
            Mode::Destroy => "destroy",
            Mode::Primitive => "primitive",
            Mode::Firearms => "firearms",
            Mode::Explosives => "explosives",
            Mode::SuicideAttack => "suicide-attack",
            Mode::Aerial => "aerial",
            Mode::Drone => "drone",
            Mode::HeavyWeapons => "heavy-weapons",
            Mode::CrowdControl => "crowd-control",
            Mode::Unconventional => "unconventional",
        }
    }

    /// The mode that PLOVER writes as `text`.
    pub fn parse(text: &str) -> Option<Mode> {
        Some(match text {
            "visit" => Mode::Visit,
            "third-party" => Mode::ThirdParty,
            "multilateral" => Mode::Multilateral,
            "phone" => Mode::Phone,
            "withdraw" => Mode::Withdraw,
            "release" => Mode::Release,
            "disarm" => Mode::Disarm,
            "ceasefire" => Mode::Ceasefire,
            "access" => Mode::Access,
            "resign" => Mode::Resign,
            "assist" => Mode::Assist,
            "change" => Mode::Change,
            "yield" => Mode::Yield,
            "meet" => Mode::Meet,
            "disapprove" => Mode::Disapprove,
            "investigate" => Mode::Investigate,
            "allege" => Mode::Allege,
            "restrict" => Mode::Restrict,
            "arrest" => Mode::Arrest,
            "relations" => Mode::Relations,
            "expel" => Mode::Expel,
            "territory" => Mode::Territory,
            "violence" => Mode::Violence,
            "demo" => Mode::Demo,
            "riot" => Mode::Riot,
            "strike" => Mode::Strike,
            "hunger" => Mode::Hunger,
            "boycott" => Mode::Boycott,
            "obstruct" => Mode::Obstruct,
            "vandalize" => Mode::Vandalize,
            "convict" => Mode::Convict,
            "discontinue" => Mode::Discontinue,
            "troops" => Mode::Troops,
            "weapons" => Mode::Weapons,
            "police" => Mode::Police,
            "militia" => Mode::Militia,
            "seize" => Mode::Seize,
            "censor" => Mode::Censor,
            "curfew" => Mode::Curfew,
            "martial-law" => Mode::MartialLaw,
            "deport" => Mode::Deport,
            "withhold" => Mode::Withhold,
            "misinformation" => Mode::Misinformation,
            "cyber" => Mode::Cyber,
            "abduct" => Mode::Abduct,
            "beat" => Mode::Beat,
            "torture" => Mode::Torture,
            "sexual" => Mode::Sexual,
            "targeted" => Mode::Targeted,
            "destroy" => Mode::Destroy,
            "primitive" => Mode::Primitive,
            "firearms" => Mode::Firearms,
            "explosives" => Mode::Explosives,
            "suicide-attack" => Mode::SuicideAttack,
            "aerial" => Mode::Aerial,
            "drone" => Mode::Drone,
            "heavy-weapons" => Mode::HeavyWeapons,
            "crowd-control" => Mode::CrowdControl,
            "unconventional" => Mode::Unconventional,
            _ => return None,
        })
    }
}

impl Context {
    /// The context as PLOVER writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Context::Military => "military",
            Context::Intelligence => "intelligence",
            Context::Executive => "executive",
            Context::Legislative => "legislative",
            Context::Election => "election",
            Context::PoliticalInstitutions => "political_institutions",
            Context::ProDemocracy => "pro_democracy",
            Context::ProAutocracy => "pro_autocracy",
            Context::Economic => "economic",
            Context::Legal => "legal",
            Context::Reparations => "reparations",
            Context::HumanRights => "human_rights",
            Context::RightsFreedoms => "rights_freedoms",
            Context::Repression => "repression",
            Context::HumanSecurity => "human_security",
            Context::Gender => "gender",
            Context::Lgbt => "lgbt",
            Context::ReligionEthnicity => "religion_ethnicity",
            Context::Inequality => "inequality",
            Context::Diplomatic => "diplomatic",
            Context::Territory => "territory",
            Context::Peacekeeping => "peacekeeping",
            Context::Health => "health",
            Context::Asylum => "asylum",
            Context::Migration => "migration",
            Context::Disasters => "disasters",
            Context::NaturalResource => "natural_resource",
            Context::Environment => "environment",
            Context::Technology => "technology",
            Context::Terrorism => "terrorism",
            Context::Cbrn => "cbrn",
            Context::Cyber => "cyber",
            Context::Misinformation => "misinformation",
            Context::Crime => "crime",
            Context::Corruption => "corruption",
            Context::IllegalDrugs => "illegal_drugs",
            Context::Trafficking => "trafficking",
        }
    }

    /// The context that PLOVER writes as `text`.
    pub fn parse(text: &str) -> Option<Context> {
        Some(match text {
            "military" => Context::Military,
            "intelligence" => Context::Intelligence,
            "executive" => Context::Executive,
            "legislative" => Context::Legislative,
            "election" => Context::Election,
            "political_institutions" => Context::PoliticalInstitutions,
            "pro_democracy" => Context::ProDemocracy,
            "pro_autocracy" => Context::ProAutocracy,
            "economic" => Context::Economic,
            "legal" => Context::Legal,
            "reparations" => Context::Reparations,
            "human_rights" => Context::HumanRights,
            "rights_freedoms" => Context::RightsFreedoms,
            "repression" => Context::Repression,
            "human_security" => Context::HumanSecurity,
            "gender" => Context::Gender,
            "lgbt" => Context::Lgbt,
            "religion_ethnicity" => Context::ReligionEthnicity,
            "inequality" => Context::Inequality,
            "diplomatic" => Context::Diplomatic,
            "territory" => Context::Territory,
            "peacekeeping" => Context::Peacekeeping,
            "health" => Context::Health,
            "asylum" => Context::Asylum,
            "migration" => Context::Migration,
            "disasters" => Context::Disasters,
            "natural_resource" => Context::NaturalResource,
            "environment" => Context::Environment,
            "technology" => Context::Technology,
            "terrorism" => Context::Terrorism,
            "cbrn" => Context::Cbrn,
            "cyber" => Context::Cyber,
            "misinformation" => Context::Misinformation,
            "crime" => Context::Crime,
            "corruption" => Context::Corruption,
            "illegal_drugs" => Context::IllegalDrugs,
            "trafficking" => Context::Trafficking,
            _ => return None,
        })
    }
}
