use leptos::prelude::*;
use server::model::key::Kdf;

use crate::{
    i18n::t,
    ui::{Field, FieldKind, RadioCard, RadioCards},
};

const PBKDF2: &str = "pbkdf2";
const ARGON2ID: &str = "argon2id";

/// How keys are to be derived from the master password.
#[derive(Clone, Copy)]
pub struct DerivationForm {
    kind: RwSignal<String>,
    rounds: RwSignal<String>,
    passes: RwSignal<String>,
    memory: RwSignal<String>,
    lanes: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl DerivationForm {
    pub fn new(kdf: Kdf) -> Self {
        let form = Self {
            kind: RwSignal::new(PBKDF2.to_owned()),
            rounds: RwSignal::new("600000".to_owned()),
            passes: RwSignal::new("3".to_owned()),
            memory: RwSignal::new("64".to_owned()),
            lanes: RwSignal::new("4".to_owned()),
            error: RwSignal::new(None),
        };
        match kdf {
            Kdf::Pbkdf2 { iterations } => form.rounds.set(iterations.to_string()),
            Kdf::Argon2id { iterations, memory_mib, parallelism } => {
                form.kind.set(ARGON2ID.to_owned());
                form.passes.set(iterations.to_string());
                form.memory.set(memory_mib.to_string());
                form.lanes.set(parallelism.to_string());
            }
        }
        form
    }

    /// The parameters, if they are in range. Otherwise the fields say so.
    pub fn checked(self) -> Option<Kdf> {
        let kdf = self.parse().filter(|kdf| kdf.is_accepted());
        self.error.set(kdf.is_none().then(|| t().public.not_a_number.to_owned()));
        kdf
    }

    fn parse(self) -> Option<Kdf> {
        let number = |field: RwSignal<String>| field.get_untracked().trim().parse().ok();
        if self.kind.get_untracked() == ARGON2ID {
            Some(Kdf::Argon2id { iterations: number(self.passes)?, memory_mib: number(self.memory)?, parallelism: number(self.lanes)? })
        } else {
            Some(Kdf::Pbkdf2 { iterations: number(self.rounds)? })
        }
    }
}

/// The two ways, with their usual parameters.
#[component]
pub fn DerivationPicker(form: DerivationForm) -> impl IntoView {
    let cards =
        vec![RadioCard::new(PBKDF2, t().public.pbkdf2, t().public.pbkdf2_text), RadioCard::new(ARGON2ID, t().public.argon2id, t().public.argon2id_text)];
    view! { <RadioCards label=t().public.derivation value=form.kind cards=cards /> }
}

/// The numbers of the chosen way.
#[component]
pub fn DerivationParameters(form: DerivationForm) -> impl IntoView {
    let is_argon = Memo::new(move |_| *form.kind.read() == ARGON2ID);
    let number = move |label: &'static str, value: RwSignal<String>, range: &'static str| {
        view! { <Field label=label value=value kind=FieldKind::Number hint=Some(range.to_owned()) error=form.error on_input=move |_: String| form.error.set(None) /> }
    };
    move || {
        if is_argon.get() {
            view! {
                <div class="columns tight">
                    {number(t().public.iterations, form.passes, t().public.argon2_iterations_range)}
                    {number(t().public.memory_mib, form.memory, t().public.argon2_memory_range)}
                    {number(t().public.parallelism, form.lanes, t().public.argon2_parallelism_range)}
                </div>
            }
            .into_any()
        } else {
            view! { <div class="columns tight">{number(t().public.iterations, form.rounds, t().public.pbkdf2_range)}</div> }.into_any()
        }
    }
}
