"""Common Polish first names, folded: a beneficiary so named may be a natural person."""

from foundation.folding import fold

FIRST_NAMES = frozenset(
    fold(
        """
    adam adrian agata agnieszka albert aleksander aleksandra alicja alina amelia anastazja andrzej aneta
    angelika anita anna antoni antonina arkadiusz artur augustyn barbara bartlomiej bartosz beata
    bernadeta blanka bogdan bogumila boguslaw boguslawa bohdan bozena bronislaw cecylia celina cezary
    czeslaw czeslawa damian daniel danuta dariusz dawid diana dominik dominika dorota edmund edward edyta
    eliza elzbieta emil emilia emilian ernest eryk eugeniusz ewa ewelina fabian felicja filip franciszek
    gabriel gabriela genowefa gerard grazyna grzegorz gustaw halina hanna helena henryk henryka hubert
    ignacy igor ilona irena ireneusz iwo iwona izabela jacek jadwiga jakub jan janina janusz jaroslaw jerzy
    joanna jolanta jozef jozefa julia julian juliusz justyna kacper kaja kajetan kamil kamila karina karol
    karolina katarzyna kazimiera kazimierz kinga klaudia konrad kornelia krystian krystyna krzysztof
    kunegunda laura lech lena leokadia leon leonard leszek lidia lilianna liliana longin lucja lucjan lucyna
    ludwik ludwika luiza lukasz maciej magdalena maksymilian malgorzata marcel marcin marek maria marian
    marianna mariola mariusz marlena marta martyna maryla marzena mateusz michal michalina mieczyslaw
    mikolaj milena milosz miroslaw miroslawa monika natalia nikodem nina norbert oktawian ola olga oliwia
    oskar otylia patrycja patryk paulina pawel piotr przemyslaw radoslaw rafal regina remigiusz renata robert
    roman romana romuald roza ryszard sabina sandra sebastian seweryn slawomir sonia stanislaw stanislawa
    stefan stefania sylwester sylwia szczepan szymon tadeusz tamara tatiana teodor teresa tomasz tymon
    tymoteusz urszula waclaw waldemar wanda weronika wieslaw wieslawa wiktor wiktoria wincenty wioletta
    wiola witold wladyslaw wladyslawa wlodzimierz wojciech zbigniew zdzislaw zenon zofia zuzanna zygmunt
    """
    ).split(" ")
)
