// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace anlaufstelle::casework {

// A small form with every print class, each kind of answer and the roles that a sheet is
// ordered by.
inline constexpr std::string_view kForm = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
<h:head><h:title>Probe</h:title><model>
<itext>
 <translation lang="de" default="true()">
  <text id="person"><value>Über Sie</value></text>
  <text id="anliegen"><value>Ihr Anliegen</value></text>
  <text id="name"><value>Wie sollen wir Sie nennen?</value></text>
  <text id="alter"><value>Wie alt sind Sie?</value></text>
  <text id="alter.27"><value>27 bis 59 Jahre</value></text>
 </translation>
 <translation lang="ar">
  <text id="person"><value>عنك</value></text>
  <text id="anliegen"><value>طلبك</value></text>
  <text id="name"><value>ما اسمك؟</value></text>
  <text id="alter"><value>كم عمرك؟</value></text>
  <text id="alter.27"><value>من 27 إلى 59 سنة</value></text>
 </translation>
</itext>
<instance><data id="probe" version="7">
 <dringend><f03/></dringend>
 <person><name/><alter/><einreise/><kinder/><telefon/></person>
 <sprache><f09/></sprache>
 <anliegen><f20/><frage/></anliegen>
 <schutz><pass/><gesund/><attest/></schutz>
 <orx:meta><orx:instanceID/></orx:meta>
</data></instance>
<bind nodeset="/data/dringend/f03" type="string" kiosk:print="P" kiosk:role="urgent"/>
<bind nodeset="/data/person/name" type="string" kiosk:print="p" kiosk:role="call-name"/>
<bind nodeset="/data/person/alter" type="string" kiosk:print="P" kiosk:role="entry"/>
<bind nodeset="/data/person/einreise" type="date" kiosk:print="P"/>
<bind nodeset="/data/person/kinder" type="int" kiosk:print="P"/>
<bind nodeset="/data/person/telefon" type="string" kiosk:print="p"/>
<bind nodeset="/data/sprache/f09" type="string" kiosk:print="P" kiosk:role="interpreter"/>
<bind nodeset="/data/anliegen/f20" type="string" kiosk:print="P" kiosk:role="topic"/>
<bind nodeset="/data/anliegen/frage" type="string" kiosk:print="p"/>
<bind nodeset="/data/schutz/pass" type="string" kiosk:print="-"/>
<bind nodeset="/data/schutz/gesund" type="string" kiosk:print="-"/>
<bind nodeset="/data/schutz/attest" type="string" kiosk:print="p"
      relevant="/data/schutz/gesund = 'ja'"/>
</model></h:head>
<h:body>
<group ref="/data/dringend"><label>Zuerst das Dringende</label>
 <select ref="/data/dringend/f03"><label>Ist etwas davon dringend?</label>
  <item><label>Brief vom BAMF</label><value>u3</value></item>
  <item><label>Es geht mir sehr schlecht</label><value>u13</value></item>
  <item><label>Nein</label><value>none</value></item></select></group>
<group ref="/data/person"><label ref="jr:itext('person')"/>
 <input ref="/data/person/name"><label ref="jr:itext('name')"/></input>
 <select1 ref="/data/person/alter"><label ref="jr:itext('alter')"/>
  <item><label ref="jr:itext('alter.27')"/><value>27_59</value></item></select1>
 <input ref="/data/person/einreise" appearance="month-year">
  <label>Wann sind Sie gekommen?</label></input>
 <input ref="/data/person/kinder"><label>Wie viele Kinder haben Sie?</label></input>
 <input ref="/data/person/telefon"><label>Ihre Telefonnummer</label></input></group>
<group ref="/data/sprache"><label>Sprache im Gespräch</label>
 <select1 ref="/data/sprache/f09"><label>Brauchen Sie Sprachmittlung?</label>
  <item><label>Nein</label><value>nein</value></item>
  <item><label>Ja, hier</label><value>hier</value></item></select1></group>
<group ref="/data/anliegen"><label ref="jr:itext('anliegen')"/>
 <select ref="/data/anliegen/f20"><label>Worum geht es?</label>
  <item><label>Arbeit</label><value>arbeit</value></item>
  <item><label>Familie</label><value>familie</value></item></select>
 <input ref="/data/anliegen/frage"><label>Ihre Frage</label></input></group>
<group ref="/data/schutz"><label>Geschützte Fragen</label>
 <select1 ref="/data/schutz/pass"><label>Wo stehen Sie mit dem Pass?</label>
  <item><label>Noch nichts gemacht</label><value>nichts</value></item></select1>
 <select1 ref="/data/schutz/gesund"><label>Gesundheit gefragt?</label>
  <item><label>Ja, gern</label><value>ja</value></item></select1>
 <select1 ref="/data/schutz/attest"><label>Haben Sie ein Attest?</label>
  <item><label>Attest liegt vor</label><value>liegt_vor</value></item></select1></group>
</h:body></h:html>
)xml";

}  // namespace anlaufstelle::casework
