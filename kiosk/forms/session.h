// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/forms/instance.h"
#include "kiosk/forms/recalculation.h"
#include "kiosk/forms/texts.h"
#include "kiosk/forms/time_zone.h"
#include "kiosk/forms/xpath/evaluator.h"

namespace anlaufstelle::forms {

// FormSession over an Instance: keeps answers, has them recalculated, words what is shown.
class Session : public FormSession, private xpath::Host, private Recalculation::Repeats {
 public:
  Session(std::shared_ptr<const Form> form, const SessionEnvironment& environment, TimeZone zone);

  // A fresh form: preloads, first-load events, the first calculation.
  Status begin();
  Status begin_from(std::string_view submission_xml);

  [[nodiscard]] const FormDef& form() const override { return *form_; }
  [[nodiscard]] const std::vector<Screen>& screens() const override;
  [[nodiscard]] bool screen_relevant(std::size_t screen) const override;
  [[nodiscard]] Question question(NodeId node) const override;
  [[nodiscard]] std::vector<NodeId> questions() const override;
  [[nodiscard]] std::optional<NodeId> find(std::string_view ref) const override;
  [[nodiscard]] std::string value(NodeId node) const override;
  [[nodiscard]] std::vector<NodeId> with_role(std::string_view role) const override;
  void set_language(std::string_view tag) override;
  void word_for(Audience audience) override;
  [[nodiscard]] std::string_view language() const override;
  Status answer(NodeId node, std::string_view value) override;
  void set_standing(NodeId node, Standing standing) override;
  void set_print_ticked(NodeId node, bool ticked) override;
  Status attach(NodeId node, ByteView file, std::string_view ending) override;
  void restore_file(std::string_view name, ByteView file) override;
  [[nodiscard]] const AnswerFile* file(NodeId node) const override;
  [[nodiscard]] std::vector<const AnswerFile*> files() const override;
  [[nodiscard]] std::vector<NodeId> nodes() const override;
  Result<NodeId> add_repeat(std::string_view ref) override;
  Status remove_repeat(NodeId instance) override;
  std::optional<NodeId> first_violation() override;
  [[nodiscard]] std::string submission(Extent extent) const override;

 private:
  [[nodiscard]] std::optional<xpath::NodeRef> instance(std::string_view id) const override;
  [[nodiscard]] std::string itext(std::string_view id) const override;
  [[nodiscard]] std::string choice_label(std::string_view path, std::string_view value,
                                         const xpath::NodeRef& from) const override;

  void set_count(NodeIx repeat, NodeIx parent, double count) override;
  [[nodiscard]] bool is_full(NodeIx repeat, NodeIx parent) const;

  // Where a path with positions leads; `def` is set as far as it goes, also without an instance.
  struct Place {
    NodeIx node = kNoNode, parent = kNoNode, def = kNoNode;
  };
  [[nodiscard]] Place place_of(std::string_view ref) const;
  [[nodiscard]] std::string ref_of(NodeIx node) const;
  NodeIx insert_repeat(NodeIx repeat, NodeIx parent);
  void drop_repeat(NodeIx instance);
  void fill_fixed_repeats();

  [[nodiscard]] NodeIx own_instance_id() const;
  void preload(NodeIx node);
  void run_load_events();
  void run_new_repeat_events(NodeIx instance);
  void run_change_events(NodeIx node, int depth);
  // Recalculates, and runs the actions of calculated values that changed.
  void follow_changes();
  void run_action(const SetValue& action, NodeIx from, int depth);
  void store(NodeIx node, std::string_view value);
  [[nodiscard]] bool is_upload(NodeIx node) const;
  // Where the body is being laid out into screens.
  struct Layout {
    NodeIx around = 0;
    std::string title;
    std::vector<Inside> inside;
    Screen* list = nullptr;  // the field-list that is being filled
    TitleMedia media = {};
  };
  void expand(const std::vector<BodyItem>& items, const Layout& at) const;
  void expand_group(const BodyItem& item, const Layout& at) const;
  void expand_repeat(const BodyItem& item, const Layout& at) const;
  void finish_list(Screen& list) const;
  [[nodiscard]] TitleMedia media_of(GroupIx group) const;
  [[nodiscard]] bool offers_new(NodeIx repeat, NodeIx parent) const;
  [[nodiscard]] std::string moment_text(bool with_time) const;
  [[nodiscard]] const Control* control_of(NodeIx node) const;
  [[nodiscard]] std::optional<std::string> text_or_none(const Label& label, NodeIx at) const;
  [[nodiscard]] std::string text_of(const Label& label, NodeIx at) const;
  // Another wording of a label's text; "" if there is none.
  [[nodiscard]] std::string wording_of(const Itext& texts, const Label& label, NodeIx at) const;
  [[nodiscard]] std::string evaluate_text(ExprIx expression, const xpath::NodeRef& at) const;
  [[nodiscard]] std::vector<Choice> choices_of(const Control& control, NodeIx node,
                                               bool with_labels) const;
  [[nodiscard]] std::vector<std::string> offered_by(const Control& control, NodeIx node) const;
  [[nodiscard]] Violation violation_of(NodeIx node) const;
  void give_fresh_budget() const;

  std::shared_ptr<const Form> form_;
  TimeZone zone_;
  const Clock* clock_;
  Random* random_;
  Instance instance_;
  // Reading (labels, choices) evaluates too and spends from the same budget.
  mutable xpath::Surroundings surroundings_;
  Recalculation recalculation_;
  std::size_t language_ = 0;
  bool foreign_ = false;  // the reader's language is none of the form's
  std::size_t most_instances_;
  Outputs outputs_;
  Audience audience_ = Audience::kAll;
  std::vector<NodeIx> kept_from_paper_;  // hidden while the audience is kPaper
  std::vector<AnswerFile> files_;
  mutable int itext_depth_ = 0;
  // Titles depend on language and answers: made when asked for after a change.
  mutable std::vector<Screen> screens_;
  mutable bool screens_are_old_ = true;
};

}  // namespace anlaufstelle::forms
