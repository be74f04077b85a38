// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace anlaufstelle::screens {

// A form of the controls that the kiosk's own form doesn't have, each a screen by itself, in the
// order of its body. Its words are German, for some also Arabic and Urdu.
inline std::string controls_form() {
  return R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
<h:head><h:title>Bedienung</h:title><model>
<itext>
<translation lang="de" default="true()">
  <text id="brief"><value>Haben Sie einen Brief bekommen?</value></text>
  <text id="uhrzeit"><value>Wann können Sie kommen?</value></text>
  <text id="termin"><value>Wann ist Ihr Termin bei der Ausländerbehörde?</value></text>
  <text id="geburt"><value>Wann sind Sie geboren?</value></text>
  <text id="ankunft"><value>Seit wann sind Sie in Deutschland?</value></text>
  <text id="schule"><value>Bis zu welchem Jahr waren Sie in der Schule?</value></text>
  <text id="schmerz"><value>Wie stark sind die Schmerzen?</value></text>
  <text id="weg"><value>Wie viele Stunden brauchen Sie hierher?</value></text>
  <text id="miete"><value>Wie hoch ist Ihre Miete?</value></text>
  <text id="personen"><value>Wie viele Personen wohnen bei Ihnen?</value></text>
  <text id="einkommen"><value>Wie viel verdienen Sie im Monat?</value></text>
</translation>
<translation lang="ar">
  <text id="brief"><value>هل وصلتكم رسالة؟</value></text>
  <text id="uhrzeit"><value>متى يمكنكم الحضور؟</value></text>
  <text id="termin"><value>متى موعدكم في دائرة الأجانب؟</value></text>
  <text id="geburt"><value>متى وُلدتم؟</value></text>
  <text id="ankunft"><value>منذ متى أنتم في ألمانيا؟</value></text>
  <text id="schule"><value>حتى أي سنة كنتم في المدرسة؟</value></text>
  <text id="schmerz"><value>ما شدة الألم؟</value></text>
  <text id="weg"><value>كم ساعة تحتاجون للوصول إلى هنا؟</value></text>
  <text id="miete"><value>كم إيجاركم؟</value></text>
  <text id="personen"><value>كم شخصًا يسكن عندكم؟</value></text>
  <text id="einkommen"><value>كم تكسبون في الشهر؟</value></text>
</translation>
<translation lang="ur">
  <text id="brief"><value>کیا آپ کو کوئی خط ملا ہے؟</value></text>
  <text id="uhrzeit"><value>آپ کب آ سکتے ہیں؟</value></text>
  <text id="termin"><value>غیر ملکیوں کے دفتر میں آپ کی ملاقات کب ہے؟</value></text>
  <text id="geburt"><value>آپ کب پیدا ہوئے؟</value></text>
  <text id="ankunft"><value>آپ جرمنی میں کب سے ہیں؟</value></text>
  <text id="schule"><value>آپ کس سال تک اسکول میں تھے؟</value></text>
  <text id="schmerz"><value>درد کتنا شدید ہے؟</value></text>
  <text id="weg"><value>یہاں آنے میں کتنے گھنٹے لگتے ہیں؟</value></text>
  <text id="miete"><value>آپ کا کرایہ کتنا ہے؟</value></text>
  <text id="personen"><value>آپ کے ساتھ کتنے لوگ رہتے ہیں؟</value></text>
  <text id="einkommen"><value>آپ مہینے میں کتنا کماتے ہیں؟</value></text>
</translation>
</itext>
<instance><data id="bedienung" version="1"><brief/><uhrzeit/><termin/><geburt/><ankunft/><schule/><schmerz/><weg/><miete/>
<personen/><einkommen/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/brief" type="boolean"/>
<bind nodeset="/data/uhrzeit" type="time"/>
<bind nodeset="/data/termin" type="dateTime"/>
<bind nodeset="/data/geburt" type="date"/>
<bind nodeset="/data/ankunft" type="date"/>
<bind nodeset="/data/schule" type="date"/>
<bind nodeset="/data/schmerz" type="int"/>
<bind nodeset="/data/weg" type="decimal"/>
<bind nodeset="/data/miete" type="int"/>
<bind nodeset="/data/personen" type="int"/>
<bind nodeset="/data/einkommen" type="int"/>
</model></h:head>
<h:body>
<input ref="/data/brief"><label ref="jr:itext('brief')"/></input>
<input ref="/data/uhrzeit"><label ref="jr:itext('uhrzeit')"/></input>
<input ref="/data/termin"><label ref="jr:itext('termin')"/></input>
<input ref="/data/geburt" appearance="persian"><label ref="jr:itext('geburt')"/></input>
<input ref="/data/ankunft" appearance="month-year"><label ref="jr:itext('ankunft')"/></input>
<input ref="/data/schule" appearance="year ethiopian"><label ref="jr:itext('schule')"/></input>
<range ref="/data/schmerz" start="0" end="10" step="1"><label ref="jr:itext('schmerz')"/></range>
<range ref="/data/weg" appearance="vertical no-ticks" start="-1" end="2" step="0.25">
<label ref="jr:itext('weg')"/></range>
<range ref="/data/miete" appearance="picker" start="0" end="1500" step="50">
<label ref="jr:itext('miete')"/></range>
<range ref="/data/personen" appearance="picker" start="9" end="1" step="2">
<label ref="jr:itext('personen')"/></range>
<range ref="/data/einkommen" start="0" end="4000" step="10"><label ref="jr:itext('einkommen')"/></range>
</h:body></h:html>)xml";
}

}  // namespace anlaufstelle::screens
