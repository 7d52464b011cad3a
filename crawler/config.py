def load_providers(folder):
    return {}


def load_sites(path):
    return {}
